"""How good the search is: judged queries over a real library and a public collection. Run as a module."""
