"""Words and facts of the product. Standard library only; imports nothing else of nq57xl."""
