//! Pickles and archives made by hand, honest ones and others.

/// A pickle, instruction by instruction.
#[derive(Clone)]
pub(crate) struct Program(Vec<u8>);

impl Program {
    /// An empty pickle of protocol 2.
    pub(crate) fn new() -> Self {
        Self(vec![0x80, 2])
    }

    /// Instructions as they are.
    pub(crate) fn raw(mut self, bytes: impl AsRef<[u8]>) -> Self {
        self.0.extend(bytes.as_ref());
        self
    }

    pub(crate) fn repeat(mut self, count: usize, bytes: impl AsRef<[u8]>) -> Self {
        for _ in 0..count {
            self.0.extend(bytes.as_ref());
        }
        self
    }

    pub(crate) fn text(self, text: &str) -> Self {
        let length = (text.len() as u32).to_le_bytes();
        self.raw(b"X").raw(length).raw(text)
    }

    pub(crate) fn int(self, number: i64) -> Self {
        self.raw([0x8a, 8]).raw(number.to_le_bytes())
    }

    pub(crate) fn global(self, module: &str, name: &str) -> Self {
        self.raw(format!("c{module}\n{name}\n"))
    }

    pub(crate) fn ints(self, numbers: &[i64]) -> Self {
        let program = numbers
            .iter()
            .fold(self.raw(b"("), |program, number| program.int(*number));
        program.raw(b"t")
    }

    /// The storage of that key, by its class in `torch`.
    pub(crate) fn storage(self, class: &str, key: &str) -> Self {
        let program = self.raw(b"(").text("storage").global("torch", class);
        program.text(key).text("cpu").int(0).raw(b"tQ")
    }

    /// A tensor over the storage `0` of f32.
    pub(crate) fn tensor(self, offset: i64, shape: &[i64], strides: &[i64]) -> Self {
        self.tensor_over("FloatStorage", "0", offset, shape, strides)
    }

    pub(crate) fn tensor_over(
        self,
        class: &str,
        key: &str,
        offset: i64,
        shape: &[i64],
        strides: &[i64],
    ) -> Self {
        let program = self.global("torch._utils", "_rebuild_tensor_v2").raw(b"(");
        let program = program
            .storage(class, key)
            .int(offset)
            .ints(shape)
            .ints(strides);
        program.raw(b"\x89)tR")
    }

    /// A dict with one entry, whose value comes from elsewhere.
    pub(crate) fn dict(self, key: &str, value: impl FnOnce(Self) -> Self) -> Self {
        value(self.raw(b"}").text(key)).raw(b"s")
    }

    /// The bytes, with the end that every pickle has.
    pub(crate) fn end(self) -> Vec<u8> {
        self.raw(b".").0
    }

    /// An archive of this pickle and the storage `0`: four numbers 0, 1, 2, 3.
    pub(crate) fn archive(self) -> Vec<u8> {
        let numbers: Vec<u8> = [0f32, 1.0, 2.0, 3.0]
            .iter()
            .flat_map(|x| x.to_le_bytes())
            .collect();
        zip(&[
            ("archive/data.pkl", &self.end()),
            ("archive/data/0", &numbers),
        ])
    }
}

/// A zip archive of stored files, without checksums.
pub(crate) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        let start = archive.len() as u32;
        let mut facts = [0u8; 26];
        facts[14..18].copy_from_slice(&(bytes.len() as u32).to_le_bytes());
        facts[18..22].copy_from_slice(&(bytes.len() as u32).to_le_bytes());
        facts[22..24].copy_from_slice(&(name.len() as u16).to_le_bytes());
        archive.extend([b"PK\x03\x04", &facts[..], name.as_bytes(), bytes].concat());
        directory.extend([b"PK\x01\x02\0\0", &facts[..], &[0; 10]].concat());
        directory.extend([&start.to_le_bytes(), name.as_bytes()].concat());
    }
    let (start, count) = (archive.len() as u32, files.len() as u16);
    let length = directory.len() as u32;
    archive.extend(directory);
    archive.extend(b"PK\x05\x06\0\0\0\0");
    archive.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
    archive.extend([length.to_le_bytes(), start.to_le_bytes()].concat());
    archive.extend([0, 0]);
    archive
}

/// A file of the layout before PyTorch 1.6: the storages by key, with the bytes of each number.
pub(crate) fn legacy(pickle: Vec<u8>, storages: &[(&str, u64, &[u8])]) -> Vec<u8> {
    let magic = Program::new().raw(b"\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19");
    let version = Program::new().int(1001);
    let machine = Program::new().dict("little_endian", |value| value.raw(b"\x88"));
    let keys = Program::new().raw(b"](");
    let keys = storages
        .iter()
        .fold(keys, |keys, (key, ..)| keys.text(key))
        .raw(b"e");
    let mut file = [
        magic.end(),
        version.end(),
        machine.end(),
        pickle,
        keys.end(),
    ]
    .concat();
    for (_, count, bytes) in storages {
        file.extend(count.to_le_bytes());
        file.extend(*bytes);
    }
    file
}
