"""Lists to take along (导出): lists the desk shows, under their own addresses with .xlsx or .csv at the end.

The same rows as the page finds for the same person with the same filters, but all of them.
"""

from web.exports import case, cases, departments, messages, offices, pictures, rulebook

EXPORTS = (cases, case, departments, pictures, offices, messages, rulebook)
