"""What the client does with a real agent. Each scenario raises where the agent isn't as it must be."""
