"""Russian sentences for codes: refusals, roles, dates and numbers, shared by web and cli."""
