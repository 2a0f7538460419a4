"""The story in order: plain steps, and the Prefect flows that run the same steps as tasks."""
