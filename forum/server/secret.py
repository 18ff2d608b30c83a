"""`forum secret`: a key for those who keep it in the environment."""

import secrets

import click


@click.command()
def secret() -> None:
    """Print a new random key, fit for FORUM_SECRET_KEY. It is not stored anywhere."""
    click.echo(secrets.token_urlsafe(48))
