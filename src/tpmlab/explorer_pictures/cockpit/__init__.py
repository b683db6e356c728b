"""Pictures of the cockpit: bars over time, curves of work and money, the team's load."""
