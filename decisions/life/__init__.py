"""The course of a matter: its application, its steps, its dates and clocks, and the letters that tell of it."""
