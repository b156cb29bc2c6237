using System.Runtime.InteropServices;
using SearchService.Engine;
using SearchService.Engine.Schema;
using SearchService.Engine.Storage;
using SearchService.Retrieval.Indexing;

namespace SearchService.Retrieval.Engines;

/// <summary>The port on the project's own index.</summary>
public sealed class EmbeddedPassageIndex : IPassageIndex
{
    public const string Name = "embedded";

    internal const string CorpusVersionKey = "corpusVersion";
    private const string RecordsKey = "records";
    internal const string YearColumn = "year";
    internal const string OrdinalColumn = "ordinal";

    internal static readonly IndexSchema Schema = new(
        [.. Enum.GetValues<PassageField>().Select(EmbeddedQueries.Name)],
        [
            new ColumnDefinition(EmbeddedQueries.Name(PassageColumn.Document), ColumnKind.Keyword),
            new ColumnDefinition(EmbeddedQueries.Name(PassageColumn.Kind), ColumnKind.Keyword),
            new ColumnDefinition(EmbeddedQueries.Name(PassageColumn.Section), ColumnKind.Keyword),
            new ColumnDefinition(EmbeddedQueries.Name(PassageColumn.Author), ColumnKind.Keyword),
            new ColumnDefinition(EmbeddedQueries.Name(PassageColumn.AuthorKey), ColumnKind.Keyword),
            new ColumnDefinition(YearColumn, ColumnKind.Number),
            new ColumnDefinition(OrdinalColumn, ColumnKind.Number),
        ]
    );

    private readonly SearchIndex _index;
    private readonly Lock _gate = new();
    private EmbeddedSnapshot? _newest;

    private EmbeddedPassageIndex(SearchIndex index) => _index = index;

    public string Engine => Name;

    /// <summary>Opens the index in a folder, empty when there is none yet.</summary>
    /// <param name="verify">Check every byte, and that all of it hangs together, and not only what opening reads.</param>
    /// <exception cref="PassageIndexUnreadableException">It is damaged or of another version.</exception>
    public static EmbeddedPassageIndex Open(string folder, bool verify = false) =>
        Open(new FileStorage(folder), check: verify ? index => index.Verify() : null);

    /// <summary>As <see cref="Open(string, bool)"/>, wherever the engine can keep its files.</summary>
    internal static EmbeddedPassageIndex Open(
        IStorage storage,
        IndexOptions? options = null,
        Action<SearchIndex>? check = null
    )
    {
        SearchIndex? index = null;
        try
        {
            index = SearchIndex.Open(
                storage,
                Schema,
                (options ?? new IndexOptions()) with
                {
                    Bm25 = new Bm25Parameters(Scoring.K1, Scoring.B),
                }
            );
            check?.Invoke(index);
            using (var last = index.AcquireSnapshot())
            {
                CheckRecords(last);
            }

            return new EmbeddedPassageIndex(index);
        }
        catch (IndexException unreadable)
        {
            index?.Dispose();
            throw new PassageIndexUnreadableException(unreadable.Message, unreadable);
        }
        catch (PassageIndexUnreadableException)
        {
            index?.Dispose();
            throw;
        }
    }

    /// <summary>
    /// As <see cref="Open(string, bool)"/>, with the checksums of all bytes; an index that cannot be read is removed, for it holds nothing
    /// that the corpus does not.
    /// </summary>
    /// <param name="unreadable">Why an index was removed, so that the corpus must be indexed again; null when it could be read.</param>
    /// <exception cref="PassageIndexLockedException">It cannot be read, and another process is writing it.</exception>
    public static EmbeddedPassageIndex OpenOrBeginAnew(string folder, out string? unreadable)
    {
        unreadable = null;
        try
        {
            return Open(new FileStorage(folder), check: index => index.VerifyChecksums());
        }
        catch (PassageIndexUnreadableException reason)
        {
            unreadable = reason.Message;
        }

        try
        {
            SearchIndex.Erase(new FileStorage(folder), Schema);
        }
        catch (IndexLockedException locked)
        {
            throw new PassageIndexLockedException($"{unreadable} {locked.Message}", locked);
        }

        return Open(folder);
    }

    public IPassageSnapshot AcquireSnapshot()
    {
        lock (_gate)
        {
            // What one reader has read of a commit serves the next one, until there is a newer commit.
            var current = _index.AcquireSnapshot();
            if (_newest?.IsOf(current) == true)
            {
                current.Dispose();
            }
            else
            {
                var earlier = _newest;
                _newest = new EmbeddedSnapshot(current, earlier);
                earlier?.Dispose();
            }

            return _newest.Share();
        }
    }

    public IPassageWriter OpenWriter() => EmbeddedFaults.Translated(() => new Writer(_index.OpenWriter()));

    public void Refresh() => EmbeddedFaults.Translated(_index.Refresh);

    public void Dispose()
    {
        lock (_gate)
        {
            _newest?.Dispose();
            _newest = null;
            _index.Dispose();
        }
    }

    /// <summary>What this program cannot read of another version's records, it would take for absent.</summary>
    private static void CheckRecords(IndexSnapshot last)
    {
        if (
            last.Generation > 0
            && !(last.UserData.TryGetValue(RecordsKey, out var version) && version == StoredRecords.Version)
        )
        {
            throw new PassageIndexUnreadableException(
                $"Its records are of version {version ?? "1"}; this program reads {StoredRecords.Version}."
            );
        }
    }

    private sealed class Writer(IndexWriter writer) : IPassageWriter
    {
        // A term is encoded and looked up once for all documents that a thread puts.
        private readonly ThreadLocal<TermNumbers> _terms = new(() => new TermNumbers());

        public void Put(IndexedDocument document) =>
            EmbeddedFaults.Translated(() =>
            {
                var terms = _terms.Value!;
                terms.Begin();
                writer.Put(
                    new DocumentGroup(
                        document.Stored.Summary.Id,
                        StoredRecords.Write(document.Stored),
                        [.. document.Passages.Select(passage => ToDocument(passage, terms))]
                    )
                );
            });

        public void Delete(string documentId) => EmbeddedFaults.Translated(() => writer.Delete(documentId));

        public void Commit(string corpusVersion) =>
            EmbeddedFaults.Translated(() =>
                writer.Commit(
                    new Dictionary<string, string>(StringComparer.Ordinal)
                    {
                        [CorpusVersionKey] = corpusVersion,
                        [RecordsKey] = StoredRecords.Version,
                    }
                )
            );

        public void Settle(CancellationToken cancellation) =>
            EmbeddedFaults.Translated(() => writer.Settle(cancellation));

        public void Dispose()
        {
            writer.Dispose();
            _terms.Dispose();
        }

        private static IndexDocument ToDocument(IndexedPassage passage, TermNumbers terms)
        {
            var numbers = new Dictionary<string, long>(StringComparer.Ordinal)
            {
                [OrdinalColumn] = passage.Stored.Ordinal,
            };
            if (passage.Year is { } year)
            {
                numbers[YearColumn] = year;
            }

            return new IndexDocument
            {
                Fields = passage.Fields.ToDictionary(
                    field => EmbeddedQueries.Name(field.Key),
                    field => (IReadOnlyList<IndexToken>)terms.Tokens(field.Value),
                    StringComparer.Ordinal
                ),
                Keywords = passage.Values.ToDictionary(
                    column => EmbeddedQueries.Name(column.Key),
                    column => column.Value,
                    StringComparer.Ordinal
                ),
                Numbers = numbers,
                Stored = StoredRecords.Write(passage.Stored),
            };
        }
    }

    /// <summary>The numbers of the terms that one thread has met.</summary>
    private sealed class TermNumbers
    {
        // Some ten MB; beyond it begins anew rather than grow without end.
        private const int MostTerms = 200_000;

        private readonly TermTable _table = new();
        private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

        /// <summary>To be called before a group's first tokens, once those of the group before are put.</summary>
        public void Begin()
        {
            if (_table.Count > MostTerms)
            {
                _table.Clear();
                _numbers.Clear();
            }
        }

        public TokenList Tokens(IReadOnlyList<PositionedTerm> terms)
        {
            TokenList tokens = new(_table);
            foreach (var (term, position) in terms)
            {
                ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, term, out var isKnown);
                if (!isKnown)
                {
                    number = _table.Add(term);
                }

                tokens.Add(number, position);
            }

            return tokens;
        }
    }
}
