"""What the customer has: number plan, trunks, blocks, numbers, workplaces, contingents; allocation."""
