"""How far a car goes: trips, labels, certification tests, and what the headlines ask of a charger."""
