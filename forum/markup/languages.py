"""The languages of code that are coloured: what people write behind the fence, and the label."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

# label | name of the lexer | other words people write
_TABLE = """
Bash|bash|sh shell zsh
Terminal|console|shell-session
PowerShell|powershell|ps1 pwsh
Batch|batch|bat cmd
Python|python|py python3
Python session|pycon|
JavaScript|javascript|js mjs node
TypeScript|typescript|ts
JSX|jsx|
TSX|tsx|
JSON|json|jsonc
YAML|yaml|yml
TOML|toml|
XML|xml|svg rss
HTML|html|htm
CSS|css|
SCSS|scss|
Less|less|
SQL|sql|sqlite postgres postgresql mysql
C|c|h
C++|cpp|c++ cc hpp arduino ino
C#|csharp|c# cs
Java|java|
Scala|scala|
Go|go|golang
Rust|rust|rs
Swift|swift|
Kotlin|kotlin|kt
Ruby|ruby|rb
PHP|php|
Perl|perl|pl
Lua|lua|
R|r|
Julia|julia|jl
Haskell|haskell|hs
Elixir|elixir|ex exs
Erlang|erlang|
Clojure|clojure|clj
Lisp|lisp|elisp
Scheme|scheme|
F#|fsharp|f# fs
Dart|dart|
Zig|zig|
Nim|nim|
Diff|diff|patch
Makefile|makefile|make
Dockerfile|docker|dockerfile
nginx|nginx|
HTTP|http|
GraphQL|graphql|
Protocol Buffers|protobuf|proto
Terraform|terraform|tf hcl
LaTeX|latex|tex
Markdown|markdown|md
Vim|vim|
"""


@cache
def languages() -> Mapping[str, tuple[str, str]]:
    """The word behind the fence -> the name of the lexer and the label."""
    found = {}
    for line in _TABLE.strip().split("\n"):
        label, alias, words = line.split("|")
        found.update(dict.fromkeys((alias, *words.split()), (alias, label)))
    return MappingProxyType(found)
