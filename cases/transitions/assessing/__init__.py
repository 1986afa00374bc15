"""Assessing (评估): opening an assessment, answering its clauses in any order, handing sections in and back, and closing it.

Answers are saved as they come: one names its clause and says nothing of the others. What a section still lacks is asked when it is
submitted. Whoever submits a section does not accept it, and who coached a case does not pass its audit.
"""
