"""Pure decisions about the service: terms, matching with the register, grounds, places of letters."""
