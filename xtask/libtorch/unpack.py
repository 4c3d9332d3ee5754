"""Usage: unpack.py WHEELS DESTINATION

Takes out of the wheels what a CPU-only libtorch needs, a tenth of what they hold, and deletes each
wheel once it is read. Files are taken by rule rather than by list, because the helper libraries
beside libtorch_cpu differ from machine to machine.
"""

import pathlib
import re
import shutil
import sys
import zipfile

HEADER = re.compile(r"torch/(include/.+)")
LIBRARY = re.compile(r"torch/(lib/[^/]+\.(?:so|dylib)[.\d]*)")
CUDA_STUB = re.compile(r"nvidia/[^/]+/(lib/lib(?:cudart|cupti)\.so[.\d]*)")
# libtorch.so is left out too: it asks for CUDA, and a link to libtorch_cpu.so serves in its place.
LEFT_OUT = re.compile(r"lib/lib(torch_cuda|c10_cuda|caffe2_nvrtc|torch_nvshmem|torch_python|shm|torch_global_deps|torch\.so)")


def destination(name):
    """Where a wheel's entry goes, or None where it is not wanted."""
    found = HEADER.fullmatch(name) or LIBRARY.fullmatch(name) or CUDA_STUB.fullmatch(name)
    if found is None or name.endswith("/") or LEFT_OUT.match(found.group(1)):
        return None
    return found.group(1)


def unpack(wheel, folder):
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            target = destination(name)
            if target is not None:
                path = folder / target
                path.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(name) as source, open(path, "wb") as sink:
                    shutil.copyfileobj(source, sink, 1 << 20)
    wheel.unlink()


def main(wheels, folder):
    for wheel in sorted(wheels.glob("*.whl")):
        unpack(wheel, folder)
    if (folder / "lib/libtorch_cpu.so").exists():
        (folder / "lib/libtorch.so").symlink_to("libtorch_cpu.so")


if __name__ == "__main__":
    try:
        main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
    except (OSError, zipfile.BadZipFile) as error:
        sys.exit(str(error))
