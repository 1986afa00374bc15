"""The tables as SQLAlchemy Core sees them, by the names the statements of `store` use."""

from models.tables import metadata

attempt = metadata.tables["attempt"]
case = metadata.tables["case"]
definition = metadata.tables["definition"]
enterprise = metadata.tables["enterprise"]
file = metadata.tables["file"]
idempotency = metadata.tables["idempotency"]
instance = metadata.tables["instance"]
journal = metadata.tables["journal"]
lease = metadata.tables["lease"]
letter = metadata.tables["letter"]
login_attempt = metadata.tables["login_attempt"]
message = metadata.tables["message"]
person = metadata.tables["person"]
run = metadata.tables["run"]
session = metadata.tables["session"]
sign_in_link = metadata.tables["sign_in_link"]
site = metadata.tables["site"]
step = metadata.tables["step"]
token = metadata.tables["token"]
watch = metadata.tables["watch"]
