"""Support: staff, their desk, and what they may see."""
