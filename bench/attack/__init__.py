"""Our own attack on the site: bounded, on this machine alone, each part with what it tried and what came of it."""
