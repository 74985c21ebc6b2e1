//! Where the demo's letters go: a mail server on loopback that takes every one and throws it away, so that
//! none leaves the machine. What was written stands in the outbox.

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::failure::Failure;

/// Most bytes one conversation may say.
const BYTES_MAX: u64 = 256 << 20;

/// Opens the postbox; the address by which a postman finds it.
pub async fn open() -> Result<String, Failure> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = format!("smtp://{}", listener.local_addr()?);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                if let Err(why) = talk(stream).await {
                    tracing::debug!("a conversation with the demo's postbox broke off: {why}");
                }
            });
        }
    });
    Ok(address)
}

/// Says yes to everything, as RFC 5321 has it.
async fn talk(stream: TcpStream) -> std::io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read.take(BYTES_MAX)).lines();
    write.write_all(b"220 the demo's postbox\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        let verb: String = line.chars().take(4).collect();
        let answer: &[u8] = match verb.to_ascii_uppercase().as_str() {
            "DATA" => {
                write.write_all(b"354 go on\r\n").await?;
                while lines.next_line().await?.is_some_and(|line| line != ".") {}
                b"250 taken\r\n"
            }
            "QUIT" => return write.write_all(b"221 goodbye\r\n").await,
            _ => b"250 yes\r\n",
        };
        write.write_all(answer).await?;
    }
    Ok(())
}
