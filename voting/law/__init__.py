"""The rules of Law 10/2022/QH15 as pure functions, each citing its article."""
