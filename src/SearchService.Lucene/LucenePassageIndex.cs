using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Store;
using Lucene.Net.Util;
using SearchService.Engine.Storage;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;
using Lock = System.Threading.Lock;
using LuceneDirectory = Lucene.Net.Store.Directory;

namespace SearchService.Lucene;

/// <summary>The port on Lucene.Net.</summary>
public sealed class LucenePassageIndex : IPassageIndex
{
    public const string Name = "lucene";

    internal const string CorpusVersionKey = "corpusVersion";
    private const string RecordsKey = "records";
    private const string AnalyzersKey = "analyzers";

    /// <summary>Within the index's folder, so that an index of the other engine can lie there as well.</summary>
    private const string Subfolder = "lucene";

    /// <summary>
    /// The writer's lock. Lucene.Net's own does not keep two processes apart on Linux; this is the one that the embedded engine takes.
    /// </summary>
    private const string WriterLock = "writer.lock";

    private readonly LuceneDirectory _directory;
    private readonly IStorage _locks;
    private readonly LanguageAnalyzers _analyzers;
    private readonly Action<IndexWriterConfig>? _configure;
    private readonly Lock _gate = new();
    private SearcherManager? _searchers;
    private LuceneCommit _newest = new(null, null);

    private LucenePassageIndex(
        LuceneDirectory directory,
        IStorage locks,
        LanguageAnalyzers analyzers,
        Action<IndexWriterConfig>? configure
    )
    {
        _analyzers = analyzers;
        _directory = directory;
        _locks = locks;
        _configure = configure;
        _newest.Acquire();
    }

    public string Engine => Name;

    /// <summary>Opens the index in a folder, empty when there is none yet.</summary>
    /// <param name="analyzers">Of languages that are not read as English; null for none.</param>
    /// <param name="verify">Check every byte, and that all of it hangs together.</param>
    /// <exception cref="PassageIndexUnreadableException">It is damaged, of another version or made with other analyzers.</exception>
    public static LucenePassageIndex Open(string folder, LanguageAnalyzers? analyzers = null, bool verify = false) =>
        Open(In(folder), new FileStorage(FolderIn(folder)), verify ? Verify : _ => { }, analyzers);

    /// <summary>As <see cref="Open(string, LanguageAnalyzers, bool)"/>, wherever Lucene can keep its files.</summary>
    /// <param name="locks">Where the writer's lock is taken.</param>
    /// <param name="configure">Called on each writer's settings.</param>
    internal static LucenePassageIndex Open(
        LuceneDirectory directory,
        IStorage locks,
        Action<LuceneDirectory> check,
        LanguageAnalyzers? analyzers = null,
        Action<IndexWriterConfig>? configure = null
    )
    {
        var index = new LucenePassageIndex(directory, locks, analyzers ?? LanguageAnalyzers.None, configure);
        try
        {
            if (DirectoryReader.IndexExists(directory))
            {
                check(directory);
            }

            index.Refresh();
            index.CheckRecords(index._newest);
            return index;
        }
        catch (Exception unreadable) when (unreadable is not PassageIndexUnreadableException)
        {
            // Of damage Lucene says anything: a number that was read leads outside of a file, or of an array.
            index.Dispose();
            throw new PassageIndexUnreadableException(unreadable.Message, unreadable);
        }
        catch
        {
            index.Dispose();
            throw;
        }
    }

    /// <summary>
    /// As <see cref="Open(string, LanguageAnalyzers, bool)"/>, with the checksums of all files; an index that cannot be read is removed, for it holds nothing
    /// that the corpus does not.
    /// </summary>
    /// <param name="unreadable">Why an index was removed, so that the corpus must be indexed again; null when it could be read.</param>
    /// <exception cref="PassageIndexLockedException">It cannot be read, and another process is writing it.</exception>
    public static LucenePassageIndex OpenOrBeginAnew(
        string folder,
        out string? unreadable,
        LanguageAnalyzers? analyzers = null
    )
    {
        unreadable = null;
        try
        {
            return Open(In(folder), new FileStorage(FolderIn(folder)), VerifyChecksums, analyzers);
        }
        catch (PassageIndexUnreadableException reason)
        {
            unreadable = reason.Message;
        }

        Erase(folder);
        return Open(folder, analyzers);
    }

    private static string FolderIn(string folder) => Path.Combine(folder, Subfolder);

    private static FSDirectory In(string folder) =>
        FSDirectory.Open(FolderIn(folder), NoLockFactory.GetNoLockFactory());

    private static void Erase(string folder) =>
        LuceneFaults.Translated(() =>
        {
            var storage = new FileStorage(FolderIn(folder));
            using var mine = storage.Lock(WriterLock);
            foreach (var file in storage.List().Where(file => !file.StartsWith(WriterLock, StringComparison.Ordinal)))
            {
                storage.Delete(file);
            }

            return true;
        });

    public IPassageSnapshot AcquireSnapshot()
    {
        lock (_gate)
        {
            return new LuceneSnapshot(_newest, _analyzers);
        }
    }

    public IPassageWriter OpenWriter() => LuceneFaults.Translated(() => new Writer(this));

    public void Refresh()
    {
        lock (_gate)
        {
            LuceneFaults.Translated(() =>
            {
                if (_searchers is null)
                {
                    if (!DirectoryReader.IndexExists(_directory))
                    {
                        return false;
                    }

                    _searchers = new SearcherManager(_directory, new PassageSearcherFactory());
                }
                else
                {
                    _searchers.MaybeRefreshBlocking();
                }

                var searcher = (PassageSearcher)_searchers.Acquire();
                if (ReferenceEquals(searcher, _newest.Searcher))
                {
                    _searchers.Release(searcher);
                    return false;
                }

                var reader = (DirectoryReader)searcher.IndexReader;
                var earlier = _newest;
                _newest = new LuceneCommit(_searchers, searcher)
                {
                    UserData = reader.IndexCommit.UserData.AsReadOnly(),
                };
                _newest.Acquire();
                earlier.Release();
                return true;
            });
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _newest.Release();
            _searchers?.Dispose();
            _directory.Dispose();
        }
    }

    private static void Verify(LuceneDirectory directory)
    {
        // Names the file, where one is damaged.
        VerifyChecksums(directory);
        var status = new CheckIndex(directory).DoCheckIndex();
        if (!status.Clean)
        {
            throw new CorruptIndexException(
                $"{status.TotLoseDocCount} documents in {status.NumBadSegments} damaged segments cannot be read."
            );
        }
    }

    private static void VerifyChecksums(LuceneDirectory directory)
    {
        using var reader = DirectoryReader.Open(directory);
        foreach (var leaf in reader.Leaves)
        {
            leaf.AtomicReader.CheckIntegrity();
        }
    }

    /// <summary>What this program cannot read of another version's records, it would take for absent.</summary>
    private void CheckRecords(LuceneCommit last)
    {
        var version = last.UserData.GetValueOrDefault(RecordsKey);
        if (last.UserData.ContainsKey(CorpusVersionKey) && version != StoredRecords.Version)
        {
            throw new PassageIndexUnreadableException(
                $"Its records are of version {version ?? "1"}; this program reads {StoredRecords.Version}."
            );
        }

        var analyzers = last.UserData.GetValueOrDefault(AnalyzersKey, "");
        if (last.UserData.ContainsKey(CorpusVersionKey) && analyzers != _analyzers.Description)
        {
            throw new PassageIndexUnreadableException(
                $"It was made with the analyzers '{analyzers}'; '{_analyzers.Description}' are set."
            );
        }
    }

    private sealed class Writer : IPassageWriter
    {
        private readonly LucenePassageIndex _index;
        private readonly IDisposable _lock;
        private readonly IndexWriter _writer;

        public Writer(LucenePassageIndex index)
        {
            _index = index;
            var config = new IndexWriterConfig(LuceneVersion.LUCENE_48, null)
            {
                Similarity = new ExactLengths(),
                OpenMode = OpenMode.CREATE_OR_APPEND,
            };
            index._configure?.Invoke(config);
            _lock = index._locks.Lock(WriterLock);
            try
            {
                _writer = new IndexWriter(index._directory, config);
            }
            catch
            {
                _lock.Dispose();
                throw;
            }
        }

        public void Put(IndexedDocument document) =>
            LuceneFaults.Translated(() =>
            {
                _writer.UpdateDocuments(
                    new Term(PassageFields.Group, document.Stored.Summary.Id),
                    BlockWriting.Block(document, _index._analyzers)
                );
                return true;
            });

        public void Delete(string documentId) =>
            LuceneFaults.Translated(() =>
            {
                _writer.DeleteDocuments(new Term(PassageFields.Group, documentId));
                return true;
            });

        public void Commit(string corpusVersion)
        {
            LuceneFaults.Translated(() =>
            {
                _writer.SetCommitData(
                    new Dictionary<string, string>
                    {
                        [CorpusVersionKey] = corpusVersion,
                        [RecordsKey] = StoredRecords.Version,
                        [AnalyzersKey] = _index._analyzers.Description,
                    }
                );
                _writer.Commit();
                return true;
            });
            _index.Refresh();
        }

        public void Settle(CancellationToken cancellation)
        {
            LuceneFaults.Translated(() =>
            {
                _writer.WaitForMerges();
                _writer.Commit();
                return true;
            });
            _index.Refresh();
        }

        /// <summary>What is not committed is discarded.</summary>
        public void Dispose()
        {
            if (!_writer.IsClosed)
            {
                _writer.Rollback();
            }

            _lock.Dispose();
        }
    }
}
