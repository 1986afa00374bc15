"""Transitions (流转规则): what each act needs and what it changes.

Who may do it stands in `cases.rights`, how it is called in `actions`. ``*_objections`` hold whatever is put in,
``*_check`` look at the inputs, the verb itself changes a draft.
"""
