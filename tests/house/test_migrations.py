"""Migrations go both ways, end where the models are, and outlive the code."""

import ast
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import Column, Integer, MetaData, Table, inspect

from forum import paths
from forum.app import create_app
from forum.config import Config
from forum.kernel.db import db
from forum.server import schema
from tests import conftest
from tests.house.source import Source, expect_none, sources


def versions() -> list[Source]:
    return sources("migrations/versions", "*.py")


def imports_of_the_forum(files: Iterable[Source]) -> Iterator[str]:
    """Code changes and migrations do not: they may not lean on it."""
    for file in files:
        for node in ast.walk(file.tree):
            names = [alias.name for alias in getattr(node, "names", []) if hasattr(alias, "name")]
            module = getattr(node, "module", None) or ""
            if any(name.split(".")[0] == "forum" for name in (module, *names)):
                yield f"{file.path} imports the forum"


def one_way_streets(files: Iterable[Source]) -> Iterator[str]:
    for file in files:
        ways = {node.name: node for node in file.tree.body if isinstance(node, ast.FunctionDef)}
        for name in ("upgrade", "downgrade"):
            body = ways[name].body if name in ways else []
            steps = [node for node in body if not isinstance(node, ast.Pass)]
            if not any(isinstance(step, ast.Expr | ast.With) for step in steps):
                yield f"{file.path} has no {name}"


def differences(metadata: MetaData) -> list[object]:
    """What stands in the models and not in the migrated database, or the other way round."""
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = compare_metadata(context, metadata)
    return list(found)


@pytest.fixture
def bare(tmp_path: Path, worker_id: str) -> Iterator[Flask]:
    """The forum on a database that has nothing in it."""
    url = os.environ.get("FORUM_TEST_DATABASE_URL", "")
    if url:
        url = conftest._own_database(url, f"migrations_{worker_id}")
    env = {"FORUM_DATABASE_URL": url}
    config = Config.from_environment(env, data_dir=tmp_path, secret_key="k" * 40, testing=True)
    app = create_app(config)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
    if url:
        conftest._drop_own_database(url)


def tables() -> set[str]:
    return set(inspect(db.engine).get_table_names()) - {"alembic_version"}


def test_the_database_goes_up_and_down_and_up_again(bare):
    config = bare.extensions["config"]
    assert schema.migrate(config) is True
    built = tables()
    assert built == set(db.metadata.tables)

    flask_migrate.downgrade(directory=str(paths.MIGRATIONS), revision="base")
    assert tables() == set()

    assert schema.migrate(config) is True
    assert tables() == built
    assert schema.migrate(config) is False


def test_the_migrated_database_is_what_the_models_say(bare):
    schema.migrate(bare.extensions["config"])

    assert differences(db.metadata) == []


def test_a_planted_table_without_a_migration_is_found(bare):
    schema.migrate(bare.extensions["config"])
    planted = MetaData()
    for table in db.metadata.tables.values():
        table.to_metadata(planted)
    Table("planted", planted, Column("id", Integer, primary_key=True))

    assert len(differences(planted)) == 1


def test_there_is_one_newest_migration():
    assert len(ScriptDirectory(str(paths.MIGRATIONS)).get_heads()) == 1


def test_migrations_do_not_lean_on_the_code():
    expect_none(imports_of_the_forum(versions()))


@pytest.mark.parametrize(
    "line",
    ["import forum.kernel.db", "from forum.topics.models import Topic", "from forum import x"],
)
def test_a_planted_import_of_the_forum_is_found(line):
    planted = Source("migrations/versions/20270101_planted.py", line)

    assert len(list(imports_of_the_forum([planted]))) == 1


def test_migrations_go_both_ways():
    expect_none(one_way_streets(versions()))


def test_a_planted_one_way_street_is_found():
    text = "def upgrade():\n    op.drop_table('x')\n\ndef downgrade():\n    pass\n"
    planted = Source("migrations/versions/20270101_planted.py", text)

    assert list(one_way_streets([planted])) == [f"{planted.path} has no downgrade"]
