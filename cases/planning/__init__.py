"""Planning (方案): the plan as a list, proposals for it, its revisions, what changed between two of them."""
