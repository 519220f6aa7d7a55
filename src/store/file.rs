//! The file of a state: tables of the embedded database.

use std::path::{Path, PathBuf};
use std::{fs, io};

use redb::{Database, DatabaseError, ReadableDatabase, ReadableTable, StorageError, TableDefinition};

use super::annotated;
use super::codec::{Garbled, Reader, Writer};
use super::{Kept, Member, Number, Seen, State, StoreError, Update};
use crate::track::Known;
use crate::types::Annotated;

/// Number of the tables' layout; a change of the bytes in them raises it.
pub(super) const FORMAT: u32 = 2;

const NAME: &str = "state.redb";
/// All of a state is read once and in order: a large cache would hold it twice.
const CACHE_BYTES: usize = 32 << 20;

type Table<K> = TableDefinition<'static, K, &'static [u8]>;

/// `format`, `model` and `run`.
const META: TableDefinition<&str, &str> = TableDefinition::new("meta");
const DOCUMENTS: Table<Number> = TableDefinition::new("documents");
const SEEN: Table<&str> = TableDefinition::new("seen");
const EVENTS: Table<&str> = TableDefinition::new("events");
const ENTITIES: Table<&str> = TableDefinition::new("entities");

/// An open state. While it is open, no other process can open it.
pub struct Store {
    path: PathBuf,
    model: String,
    database: Database,
}

impl Store {
    /// Opens the state in a folder, which is made if it is not there. `model` names the model whose
    /// annotations are to be kept.
    ///
    /// Reads the whole file to check its sums: a state may have lain on a bad disk for a day.
    ///
    /// # Errors
    /// If it cannot be opened, another process has it open, it is damaged, or it was made by another
    /// version or with another model.
    pub fn open(folder: &Path, model: &str) -> Result<Store, StoreError> {
        let path = folder.join(NAME);
        fs::create_dir_all(folder).map_err(|source| StoreError::Open { path: folder.to_owned(), source })?;
        let mut builder = Database::builder();
        let opened = builder.set_cache_size(CACHE_BYTES).set_check_integrity_on_open(true).create(&path);
        let database = opened.map_err(|error| from_opening(error, &path))?;
        let store = Store { path, model: model.to_owned(), database };
        store.check()?;
        Ok(store)
    }

    fn check(&self) -> Result<(), StoreError> {
        let path = || self.path.clone();
        let [format, model, _] = self.meta().map_err(|error| self.damaged(error))?;
        let Some(format) = format else {
            let tables = || Ok(self.database.begin_read()?.list_tables()?.count());
            let empty = tables().map_err(|error: Broken| self.damaged(error))? == 0;
            let detail = "it is a database of another program".to_owned();
            return if empty { Ok(()) } else { Err(StoreError::Damaged { path: path(), detail }) };
        };
        if format != FORMAT.to_string() {
            return Err(StoreError::Format { path: path(), found: format });
        }
        match model {
            Some(found) if found == self.model => Ok(()),
            Some(found) => Err(StoreError::Model { path: path(), found, wanted: self.model.clone() }),
            None => Err(StoreError::Damaged { path: path(), detail: "it names no model".to_owned() }),
        }
    }

    /// All that the last run that was committed left; an empty state where there was none.
    ///
    /// # Errors
    /// If the state is damaged.
    pub fn read(&self) -> Result<State, StoreError> {
        self.read_tables().map_err(|error| self.damaged(error))
    }

    /// Changes the state as a whole, or not at all.
    ///
    /// # Errors
    /// If it cannot be written; the state is then as it was.
    pub fn commit(&self, update: &Update) -> Result<(), StoreError> {
        self.write_tables(update).map_err(|error| {
            let source = match error {
                Broken::Database(error) => match *error {
                    redb::Error::Io(source) => source,
                    other => io::Error::other(other.to_string()),
                },
                Broken::Row(table, Garbled(what)) => io::Error::other(format!("{table}: {what}")),
            };
            StoreError::Write { path: self.path.clone(), source }
        })
    }

    fn damaged(&self, error: Broken) -> StoreError {
        match error {
            Broken::Database(error) => from_database(*error, &self.path),
            Broken::Row(table, Garbled(what)) => {
                let detail = format!("a row of its {table} cannot be read, {what}");
                StoreError::Damaged { path: self.path.clone(), detail }
            }
        }
    }

    fn meta(&self) -> Result<[Option<String>; 3], Broken> {
        let reading = self.database.begin_read()?;
        let table = match reading.open_table(META) {
            Err(redb::TableError::TableDoesNotExist(_)) => return Ok([None, None, None]),
            table => table?,
        };
        let get = |key| Ok::<_, Broken>(table.get(key)?.map(|value| value.value().to_owned()));
        Ok([get("format")?, get("model")?, get("run")?])
    }

    fn read_tables(&self) -> Result<State, Broken> {
        let [Some(_), _, run] = self.meta()? else { return Ok(State::default()) };
        let run = run
            .and_then(|run| run.parse().ok())
            .ok_or(Broken::Row("meta", Garbled("its run is no number")))?;
        let reading = self.database.begin_read()?;
        let mut state = State { run, ..State::default() };
        for row in reading.open_table(DOCUMENTS)?.iter()? {
            let (number, value) = row?;
            let annotated: Annotated = row_of("documents", annotated::read(value.value()))?;
            state.documents.push(Kept { number: number.value(), annotated });
        }
        for row in reading.open_table(SEEN)?.iter()? {
            let (id, value) = row?;
            state.seen.insert(id.value().to_owned(), row_of("seen", read_seen(value.value()))?);
        }
        state.events = read_groups(&reading.open_table(EVENTS)?, "events")?;
        state.entities = read_groups(&reading.open_table(ENTITIES)?, "entities")?;
        Ok(state)
    }

    fn write_tables(&self, update: &Update) -> Result<(), Broken> {
        let writing = self.database.begin_write()?;
        {
            let mut meta = writing.open_table(META)?;
            meta.insert("format", FORMAT.to_string().as_str())?;
            meta.insert("model", self.model.as_str())?;
            meta.insert("run", update.run.to_string().as_str())?;
            let mut documents = writing.open_table(DOCUMENTS)?;
            for number in &update.expired {
                documents.remove(number)?;
            }
            for kept in &update.added {
                documents.insert(kept.number, annotated::write(&kept.annotated).as_slice())?;
            }
            let mut seen = writing.open_table(SEEN)?;
            for id in &update.forgotten {
                seen.remove(id.as_str())?;
            }
            for (id, row) in &update.seen {
                seen.insert(id.as_str(), write_seen(row).as_slice())?;
            }
        }
        write_groups(&writing, EVENTS, &update.events)?;
        write_groups(&writing, ENTITIES, &update.entities)?;
        writing.commit()?;
        Ok(())
    }
}

fn write_seen(seen: &Seen) -> Vec<u8> {
    let mut out = Writer::default();
    out.bytes(&seen.fingerprint);
    out.option(seen.first, Writer::signed);
    out.option(seen.last, Writer::signed);
    out.done()
}

fn read_seen(bytes: &[u8]) -> Result<Seen, Garbled> {
    let mut from = Reader::new(bytes);
    let fingerprint = from.array()?;
    let seen = Seen { fingerprint, first: from.option(Reader::signed)?, last: from.option(Reader::signed)? };
    from.end()?;
    Ok(seen)
}

fn write_groups(
    writing: &redb::WriteTransaction,
    table: Table<&'static str>,
    groups: &[Known<Member>],
) -> Result<(), Broken> {
    writing.delete_table(table)?;
    let mut rows = writing.open_table(table)?;
    for group in groups {
        let mut out = Writer::default();
        out.number(group.since.into());
        out.list(&group.members, |out, &(number, within)| {
            out.number(number);
            out.number(within.into());
        });
        rows.insert(group.id.as_str(), out.done().as_slice())?;
    }
    Ok(())
}

fn read_groups(
    table: &impl ReadableTable<&'static str, &'static [u8]>,
    name: &'static str,
) -> Result<Vec<Known<Member>>, Broken> {
    let member = |from: &mut Reader| Ok((from.number()?, from.small()?));
    let mut groups = Vec::new();
    for row in table.iter()? {
        let (id, value) = row?;
        let read = || {
            let mut from = Reader::new(value.value());
            let group =
                Known { id: id.value().to_owned(), since: from.small()?, members: from.list(member)? };
            from.end()?;
            Ok(group)
        };
        groups.push(row_of(name, read())?);
    }
    Ok(groups)
}

/// What stopped reading or writing.
enum Broken {
    Database(Box<redb::Error>),
    /// A row of the table named.
    Row(&'static str, Garbled),
}

impl<E: Into<redb::Error>> From<E> for Broken {
    fn from(error: E) -> Broken {
        Broken::Database(Box::new(error.into()))
    }
}

fn row_of<T>(table: &'static str, read: Result<T, Garbled>) -> Result<T, Broken> {
    read.map_err(|garbled| Broken::Row(table, garbled))
}

fn from_opening(error: DatabaseError, path: &Path) -> StoreError {
    match error {
        DatabaseError::Storage(StorageError::Io(source)) if source.kind() != io::ErrorKind::InvalidData => {
            StoreError::Open { path: path.to_owned(), source }
        }
        other => from_database(other.into(), path),
    }
}

fn from_database(error: redb::Error, path: &Path) -> StoreError {
    let path = path.to_owned();
    match error {
        redb::Error::DatabaseAlreadyOpen | redb::Error::LockProtocolMismatch => StoreError::Busy { path },
        redb::Error::UpgradeRequired(found) => StoreError::Format { path, found: format!("0.{found}") },
        redb::Error::Io(source) if source.kind() == io::ErrorKind::InvalidData => {
            StoreError::Damaged { path, detail: source.to_string() }
        }
        other => StoreError::Damaged { path, detail: other.to_string() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn update(run: u32, id: &str) -> Update {
        let group = Known { id: id.to_owned(), since: run, members: vec![(3, 0), (1 << 40, 6)] };
        let mentions = Known { id: id.to_owned(), since: run, members: vec![(3, 0), (3, 7)] };
        let seen = Seen { fingerprint: *b"abcdef", first: None, last: Some(-7) };
        Update {
            run,
            seen: vec![(format!("doc of {id}"), seen)],
            events: vec![group],
            entities: vec![mentions],
            ..Update::default()
        }
    }

    #[test]
    fn what_was_committed_is_read_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let inside = folder.path().join("new/state");
        let store = Store::open(&inside, "m 1").expect("a new state");
        assert_eq!(store.read().expect("an empty state").run, 0);
        store.commit(&update(1, "a")).expect("a commit");
        store.commit(&Update { forgotten: vec!["doc of a".to_owned()], ..update(2, "b") }).expect("a commit");
        drop(store);
        let state = Store::open(&inside, "m 1").and_then(|store| store.read()).expect("a state");
        let expected = update(2, "b");
        assert_eq!((state.run, state.events, state.entities), (2, expected.events, expected.entities));
        assert_eq!(state.seen.into_iter().collect::<Vec<_>>(), expected.seen);
    }

    #[test]
    fn each_misfit_is_told_apart() {
        let folder = tempfile::tempdir().expect("a folder");
        let open = |model: &str| Store::open(folder.path(), model).err();
        let store = Store::open(folder.path(), "m 1").expect("a new state");
        assert!(matches!(open("m 1"), Some(StoreError::Busy { .. })));
        store.commit(&update(1, "a")).expect("a commit");
        drop(store);
        assert!(matches!(open("m 2"), Some(StoreError::Model { .. })));
        let path = folder.path().join(NAME);
        let whole = fs::read(&path).expect("the file");
        // A flipped bit in a page that is in use, a file of another kind, one that was cut off.
        let at = whole.windows(6).rposition(|w| w == b"abcdef").expect("the row is in the file");
        let mut flipped = whole.clone();
        flipped[at] ^= 1;
        for bytes in [flipped.as_slice(), b"plain text, longer than nothing", &whole[..whole.len() / 2]] {
            fs::write(&path, bytes).expect("a file");
            let error = open("m 1").expect("an error");
            assert!(matches!(error, StoreError::Damaged { .. }), "{error:?}");
        }
        fs::write(&path, &whole).expect("a file");
        assert!(open("m 1").is_none());
        let other = tempfile::tempdir().expect("a folder");
        fs::write(other.path().join("file"), "").expect("a file");
        let error = Store::open(&other.path().join("file"), "m 1").err();
        assert!(matches!(error, Some(StoreError::Open { .. })), "{error:?}");
    }

    #[test]
    fn another_format_is_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(folder.path(), "m 1").expect("a new state");
        store.commit(&update(1, "a")).expect("a commit");
        let writing = store.database.begin_write().expect("a transaction");
        writing.open_table(META).expect("a table").insert("format", "99").expect("a row");
        writing.commit().expect("a commit");
        drop(store);
        let error = Store::open(folder.path(), "m 1").err().map(|error| error.to_string());
        assert!(error.as_ref().is_some_and(|error| error.contains("format 99")), "{error:?}");
    }
}
