"""The papers for an area committee besides its report, and the parts they share with it."""
