"""Lists to take along (导出): every list the desk shows, under its own address with .xlsx or .csv at the end.

The same rows as the page finds for the same person with the same filters, but all of them.
"""

from web.exports import case, cases, messages, offices, pictures, rulebook

EXPORTS = (cases, case, pictures, offices, messages, rulebook)
