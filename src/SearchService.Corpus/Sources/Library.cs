using System.Globalization;
using System.Text;
using System.Text.Json;
using SearchService.Corpus.Bibliography;
using SearchService.Corpus.Bibliography.CslJson;

namespace SearchService.Corpus.Sources;

/// <summary>A record that stands for a file.</summary>
/// <param name="Alone">It stands for no other file, so that its id can be the document's.</param>
internal sealed record RecordTie(Work Work, bool Alone);

/// <summary>
/// The records of <c>library.json</c> and the files they name in <c>custom.file</c>: a path, a pattern (see <see cref="FilePattern"/>), or a
/// list of these. A record that names no file, or one that is not there, is no fault.
/// </summary>
internal sealed class Library
{
    private readonly string file;
    private readonly IReadOnlyList<(WorkRead Record, IReadOnlyList<FilePattern> Patterns)> records;

    private Library(string file, IReadOnlyList<(WorkRead, IReadOnlyList<FilePattern>)> records)
    {
        this.file = file;
        this.records = records;
    }

    public static Library Empty { get; } = new("", []);

    public static Library Read(string file, ReadOnlySpan<byte> utf8, List<CorpusProblem> problems)
    {
        var read = CslJsonReader.Read(utf8);
        problems.AddRange(read.Problems.Select(p => new CorpusProblem(file, p.Message, p.Line, p.Column)));
        return new Library(file, [.. read.Works.Select(record => (record, Patterns(file, record, problems)))]);
    }

    /// <summary>Which record stands for which of the paths; where two claim one, the first has it and the other is reported.</summary>
    public IReadOnlyDictionary<string, RecordTie> TieTo(IReadOnlyList<string> paths, List<CorpusProblem> problems)
    {
        var owners = new Dictionary<string, WorkRead>(StringComparer.Ordinal);
        foreach (var (record, patterns) in records)
        {
            foreach (var path in paths.Where(path => patterns.Any(pattern => pattern.Matches(path))))
            {
                if (!owners.TryAdd(path, record))
                {
                    problems.Add(
                        new CorpusProblem(
                            file,
                            $"record '{record.Work.Id}' names {path}, which record '{owners[path].Work.Id}' has already; that one is used",
                            record.Line
                        )
                    );
                }
            }
        }

        var files = owners.Values.CountBy(owner => owner.Work.Id).ToDictionary(StringComparer.Ordinal);
        return owners.ToDictionary(
            owner => owner.Key,
            owner => new RecordTie(owner.Value.Work, files[owner.Value.Work.Id] == 1),
            StringComparer.Ordinal
        );
    }

    private static IReadOnlyList<FilePattern> Patterns(string file, WorkRead record, List<CorpusProblem> problems)
    {
        var patterns = new List<FilePattern>();
        if (!record.Work.Custom.TryGetValue("file", out var named))
        {
            return patterns;
        }

        foreach (
            var name in named.ValueKind == JsonValueKind.Array ? named.EnumerateArray() : Enumerable.Repeat(named, 1)
        )
        {
            if (name.ValueKind == JsonValueKind.String && CslItem.Raw(name) is { Length: > 0 } text)
            {
                patterns.Add(new FilePattern(text));
            }
            else if (name.ValueKind != JsonValueKind.Null)
            {
                problems.Add(
                    new CorpusProblem(file, $"record '{record.Work.Id}': custom.file is no path; ignored", record.Line)
                );
            }
        }

        return patterns;
    }
}
