"""What can be asked: one file per act. An act loads, lets the rule decide, and applies; it never commits."""
