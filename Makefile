test:
	@echo "nothing yet"
