"""How people prove who they are: password, second factor, council account, and how long that lasts."""
