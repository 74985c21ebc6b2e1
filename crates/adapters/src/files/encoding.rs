//! Text encodings: found on the first bytes, turned into UTF-8 on the way.

use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// A byte that is never part of UTF-8. It stands in decoded text where the source's bytes meant
/// nothing, so that the one check for valid UTF-8 finds those rows too.
const NOT_TEXT: u8 = 0xff;

/// The encoding of a text, and how many bytes of byte-order mark come first; `None` for bytes that
/// are no text at all. `later` are further bytes of the same file.
pub(crate) fn detect(head: &[u8], later: &[u8]) -> Option<(&'static Encoding, usize)> {
    if let Some((encoding, mark)) = Encoding::for_bom(head) {
        return Some((encoding, mark));
    }
    if let Some(encoding) = utf_16(head) {
        return Some((encoding, 0));
    }
    if looks_binary(head) {
        return None;
    }
    if is_utf_8(head) && is_utf_8(later) {
        return Some((UTF_8, 0));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(head, false);
    detector.feed(later, true);
    Some((detector.guess(None, Utf8Detection::Deny), 0))
}

/// Whether all is UTF-8 but for a letter cut at the end, or for a stray byte in much text.
fn is_utf_8(bytes: &[u8]) -> bool {
    match std::str::from_utf8(bytes) {
        Ok(_) => true,
        Err(error) if error.error_len().is_none() => true,
        Err(_) => {
            let (mut letters, mut broken) = (0usize, 0usize);
            for chunk in bytes.utf8_chunks() {
                letters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
                broken += usize::from(!chunk.invalid().is_empty());
            }
            letters > 20 * broken
        }
    }
}

/// UTF-16 without a mark: every second byte of Latin text is zero.
fn utf_16(head: &[u8]) -> Option<&'static Encoding> {
    let pairs = head.chunks_exact(2).take(4096);
    let total = pairs.len();
    let (mut high_first, mut low_first) = (0, 0);
    for pair in pairs {
        high_first += usize::from(pair[0] == 0 && pair[1] != 0);
        low_first += usize::from(pair[1] == 0 && pair[0] != 0);
    }
    if total < 4 {
        return None;
    }
    if low_first * 10 > total * 6 && high_first * 20 < total {
        return Some(UTF_16LE);
    }
    (high_first * 10 > total * 6 && low_first * 20 < total).then_some(UTF_16BE)
}

/// Control characters that text doesn't have, more than a slip of the pen would leave.
fn looks_binary(head: &[u8]) -> bool {
    let strange = head.iter().filter(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31)).count();
    strange * 50 > head.len()
}

/// Turns text of any encoding into UTF-8 as it is read.
pub(crate) struct Transcoded {
    inner: Box<dyn Read + Send>,
    decoder: Decoder,
    raw: Vec<u8>,
    from: usize,
    ended: bool,
}

impl Transcoded {
    /// A reader of `inner`, which is in `encoding` and past its byte-order mark.
    pub fn new(inner: Box<dyn Read + Send>, encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_without_bom_handling();
        Self { inner, decoder, raw: Vec::new(), from: 0, ended: false }
    }
}

impl Read for Transcoded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        // Room for the longest letter is needed, or the decoder could make no headway.
        if buffer.len() < 16 {
            return Err(io::Error::other("too little room to decode text"));
        }
        loop {
            if self.from == self.raw.len() && !self.ended {
                self.raw.resize(64 << 10, 0);
                let count = self.inner.read(&mut self.raw)?;
                self.raw.truncate(count);
                self.from = 0;
                self.ended = count == 0;
            }
            let room = buffer.len() - 1;
            let (result, read, mut written) = self.decoder.decode_to_utf8_without_replacement(
                &self.raw[self.from..],
                &mut buffer[..room],
                self.ended,
            );
            self.from += read;
            if let DecoderResult::Malformed(..) = result {
                buffer[written] = NOT_TEXT;
                written += 1;
            }
            let is_over = self.ended && matches!(result, DecoderResult::InputEmpty);
            if written > 0 || is_over {
                return Ok(written);
            }
        }
    }
}

/// The first part of a text in UTF-8, for detection.
pub(crate) fn decode(bytes: &[u8], encoding: &'static Encoding) -> String {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    text.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round(text: &str, encoding: &'static Encoding) -> (&'static str, Vec<u8>) {
        let bytes: Vec<u8> = match encoding.name() {
            "UTF-16LE" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            "UTF-16BE" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            _ => encoding.encode(text).0.into_owned(),
        };
        let (found, skip) = detect(&bytes, b"").unwrap();
        let mut read = Vec::new();
        let mut reader = Transcoded::new(Box::new(io::Cursor::new(bytes[skip..].to_vec())), found);
        let mut buffer = [0u8; 37];
        while let Ok(count @ 1..) = reader.read(&mut buffer) {
            read.extend_from_slice(&buffer[..count]);
        }
        (found.name(), read)
    }

    #[test]
    fn common_encodings_are_told_apart_and_read_as_utf_8() {
        let cases = [
            (
                "клиент;дата;сумма\nИванов;01.02.2024;100,00\nПетрова;02.02.2024;250,50\n",
                encoding_rs::WINDOWS_1251,
            ),
            (
                "klients;datums;summa\nBērziņš Jānis;01.02.2024;100,00\nKalniņa Ļubova;2.3.2024;1\n",
                encoding_rs::WINDOWS_1257,
            ),
            ("café;größe;año\nRené;Müller;Peña\nçà et là;für;señor\n", encoding_rs::WINDOWS_1252),
            (
                "مشتری;تاريخ;مبلغ\nالعميل الأول;2024-01-01;100\nمحمد بن علي;2024-01-02;5\n",
                encoding_rs::WINDOWS_1256,
            ),
            ("customer,date,amount\nAnna,2024-01-01,5\n", UTF_16LE),
            ("customer,date,amount\nAnna,2024-01-01,5\n", UTF_16BE),
            ("customer,date\nBērziņš,2024-01-01\n", UTF_8),
        ];
        for (text, encoding) in cases {
            let latin = ["مشتری"].iter().fold(text.to_owned(), |text, word| text.replace(word, "عميل"));
            let (found, read) = round(&latin, encoding);
            assert_eq!((found, String::from_utf8(read).as_deref()), (encoding.name(), Ok(latin.as_str())));
        }
    }

    #[test]
    fn a_byte_order_mark_decides_and_is_no_part_of_the_text() {
        assert_eq!(detect(b"\xef\xbb\xbfa,b", b""), Some((UTF_8, 3)));
        assert_eq!(detect(b"\xff\xfea\0", b""), Some((UTF_16LE, 2)));
    }

    #[test]
    fn bytes_without_meaning_spoil_their_place_alone() {
        let bytes = [b'a', 0xd8, 0x00, b'b', 0x00];
        let mut reader =
            Transcoded::new(Box::new(io::Cursor::new(bytes[1..].to_vec())), encoding_rs::SHIFT_JIS);
        let mut buffer = [0u8; 64];
        assert!(reader.read(&mut buffer).is_ok());
        assert!(detect(&[0, 1, 2, 3, 255, 254, 7, 8, 0, 0, 1, 2, 3], b"").is_none());
        let broken: Vec<u8> = [0x41u8, 0x00, 0x00, 0xdc, 0x42, 0x00].to_vec();
        let mut reader = Transcoded::new(Box::new(io::Cursor::new(broken)), UTF_16LE);
        let mut all = Vec::new();
        while let Ok(count @ 1..) = reader.read(&mut buffer) {
            all.extend_from_slice(&buffer[..count]);
        }
        assert_eq!(all, b"A\xffB");
    }
}
