-- What the company says by every channel, from a day until a last one or until the next begins; `texts` by language.
create table key_messages (
    from_day integer primary key,
    until_day integer,
    texts text not null,
    version integer not null
) strict;
