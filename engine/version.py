"""The version of takehold. Its distribution takes it from here, since to look it up there takes longer than `--version` may."""

VERSION = "0.1.0"
