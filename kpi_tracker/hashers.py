"""Password hashing for an office in which everybody signs in at the same hour."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2Owasp(Argon2PasswordHasher):
    """argon2id with the OWASP minimum: 19 MiB, two passes, one lane.

    Django's default parameters cost about six times the CPU, which turns 500 sign-ins into minutes.
    """

    algorithm = "argon2"
    time_cost = 2
    memory_cost = 19456
    parallelism = 1
