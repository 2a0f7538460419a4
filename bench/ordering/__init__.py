"""How fast orders go to a carrier that takes its time for each answer."""
