"""Long work that goes on without its page: asked for, taken up by a worker process, followed, stopped."""
