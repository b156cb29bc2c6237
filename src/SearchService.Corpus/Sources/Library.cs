using SearchService.Corpus.Bibliography;
using SearchService.Corpus.Bibliography.BibTex;
using SearchService.Corpus.Bibliography.CslJson;
using SearchService.Corpus.Bibliography.Ris;

namespace SearchService.Corpus.Sources;

/// <summary>A record that stands for a file.</summary>
/// <param name="Source">The file that the record is read from.</param>
/// <param name="Alone">It stands for no other file, so that its id can be the document's.</param>
internal sealed record RecordTie(Work Work, string Source, bool Alone);

/// <summary>The records of one <c>library.*</c>: CSL-JSON, BibTeX or RIS by its extension.</summary>
/// <param name="File">Its name.</param>
/// <param name="Sha256">Of its bytes: another reading of the same bytes would be the same.</param>
internal sealed record LibraryFile(
    string File,
    string Sha256,
    IReadOnlyList<WorkRead> Records,
    IReadOnlyList<CorpusProblem> Problems
)
{
    /// <summary>The files that are read, where they are there; a record of an earlier one is before a record of a later.</summary>
    public static readonly IReadOnlyList<string> Names = ["library.json", "library.bib", "library.ris"];

    public static LibraryFile Read(string file, string sha256, byte[] bytes)
    {
        var problems = new List<CorpusProblem>();
        var read = file == Names[0] ? CslJsonReader.Read(bytes) : ReadText(file, bytes, problems);
        problems.AddRange(read.Problems.Select(p => new CorpusProblem(file, p.Message, p.Line, p.Column)));
        return new LibraryFile(file, sha256, read.Works, problems);
    }

    private static WorksRead ReadText(string file, byte[] bytes, List<CorpusProblem> problems)
    {
        // Of an empty bibliography there is nothing to say.
        if (bytes.AsSpan().Trim(" \t\r\n"u8).IsEmpty)
        {
            return new WorksRead([], []);
        }

        var reading = TextDecoding.Decode(file, bytes);
        if (reading.Source is not { } source)
        {
            problems.Add(reading.Problem!);
            return new WorksRead([], []);
        }

        problems.AddRange(source.Problems);
        return file == Names[1] ? BibTexReader.Read(source.Text) : RisReader.Read(source.Text);
    }
}

/// <summary>
/// The records of all <c>library.*</c> and the files that they name in <c>custom.file</c>, which BibTeX has in <c>file</c> and RIS in
/// <c>L1</c>: a path in the corpus folder, a pattern (see <see cref="FilePattern"/>), or a list of these. A path that is not there, such as
/// that of a reference manager's own folder, names the text of the same file name, or of the same name but for the extension; there must be
/// one alone. A record that names no file, or none that is there, is no fault.
/// </summary>
internal sealed class Library
{
    private readonly List<(WorkRead Record, string Source)> records = [];

    public Library(IEnumerable<LibraryFile> files, List<CorpusProblem> problems)
    {
        var known = new Dictionary<string, (string File, int Line)>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            problems.AddRange(file.Problems);
            foreach (var record in file.Records)
            {
                if (known.TryAdd(record.Work.Id, (file.File, record.Line)))
                {
                    records.Add((record, file.File));
                    continue;
                }

                var (other, line) = known[record.Work.Id];
                problems.Add(
                    new CorpusProblem(
                        file.File,
                        $"record '{record.Work.Id}': the id is that of the record in {other}, line {line}, which is used",
                        record.Line
                    )
                );
            }
        }
    }

    /// <summary>Which record stands for which of the paths; where two claim one, the first has it and the other is reported.</summary>
    public IReadOnlyDictionary<string, RecordTie> TieTo(IReadOnlyList<string> paths, List<CorpusProblem> problems)
    {
        var owners = new Dictionary<string, (WorkRead Record, string Source)>(StringComparer.Ordinal);
        var texts = new NamedTexts(paths);
        foreach (var (record, source) in records)
        {
            foreach (var path in Texts(record, source, texts, problems))
            {
                if (!owners.TryAdd(path, (record, source)) && !ReferenceEquals(owners[path].Record, record))
                {
                    problems.Add(
                        new CorpusProblem(
                            source,
                            $"record '{record.Work.Id}' names {path}, which record '{owners[path].Record.Work.Id}' has already; that one is used",
                            record.Line
                        )
                    );
                }
            }
        }

        var counts = owners.Values.CountBy(owner => owner.Record.Work.Id).ToDictionary(StringComparer.Ordinal);
        return owners.ToDictionary(
            owner => owner.Key,
            owner => new RecordTie(
                owner.Value.Record.Work,
                owner.Value.Source,
                counts[owner.Value.Record.Work.Id] == 1
            ),
            StringComparer.Ordinal
        );
    }

    private static IEnumerable<string> Texts(
        WorkRead record,
        string source,
        NamedTexts texts,
        List<CorpusProblem> problems
    )
    {
        if (!AttachedFiles.AreStrings(record.Work))
        {
            problems.Add(
                new CorpusProblem(source, $"record '{record.Work.Id}': custom.file is no path; ignored", record.Line)
            );
        }

        foreach (var name in AttachedFiles.Of(record.Work))
        {
            var found = texts.Of(name);
            if (found is { IsByName: true, Paths.Count: > 1 })
            {
                problems.Add(
                    new CorpusProblem(
                        source,
                        $"record '{record.Work.Id}' names {name}, and of that name there are {string.Join(" and ", found.Paths)}; give the path in the corpus folder",
                        record.Line
                    )
                );
                continue;
            }

            foreach (var path in found.Paths)
            {
                yield return path;
            }
        }
    }
}
