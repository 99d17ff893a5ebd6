"""The public record, as everyone may download it."""
