"""Pure decisions and computations: no Django, no clock."""
