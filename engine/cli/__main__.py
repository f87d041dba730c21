"""`python -m takehold.engine.cli`: the command, where its own name is not on the path."""

from . import main

raise SystemExit(main())
