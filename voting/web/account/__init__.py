"""Officials: signing in and out, their passwords, their accounts and roles, the commune's villages."""
