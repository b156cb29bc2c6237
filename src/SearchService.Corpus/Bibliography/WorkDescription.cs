using System.Collections.Immutable;
using SearchService.Corpus.Bibliography.FrontMatter;
using SearchService.Corpus.Documents;
using SearchService.Corpus.Sources;

namespace SearchService.Corpus.Bibliography;

/// <summary>
/// Puts together what is known of a work, field by field: the library's record before the front matter before the text's own title page.
/// Only when none of them has a title does the file's name stand for it, and its origin says so.
/// </summary>
public static class WorkDescription
{
    /// <summary>Describes the work that a text belongs to. Never throws: faulty front matter is among the problems.</summary>
    /// <param name="file">With the library's record, where there is one.</param>
    /// <param name="page">What the recovered text says of itself.</param>
    /// <param name="problems">Faults of the front matter, each with the file's line.</param>
    public static DescribedWork Of(CorpusFile file, TitlePage page, out IReadOnlyList<CorpusProblem> problems)
    {
        IReadOnlyList<RecordProblem> faults = [];
        var frontMatter = new Work("", "");
        if (page.FrontMatterYaml is { } yaml)
        {
            (frontMatter, faults) = FrontMatterReader.Read(yaml);
        }

        problems = [.. faults.Select(f => new CorpusProblem(file.RelativePath, f.Message, f.Line, f.Column))];
        var merged = new Merge();
        if (file.Record is { } record)
        {
            merged.Add(record, FieldOrigin.Library);
        }

        merged.Add(frontMatter, FieldOrigin.FrontMatter);
        merged.Add(
            new Work("", "")
            {
                Title = page.Title,
                Author = [.. page.Authors.Select(WrittenName.Read)],
                Issued = page.Year is { } year ? CslDate.OfYear(year) : null,
                Isbn = page.Isbns.Count > 0 ? string.Join(' ', page.Isbns) : null,
            },
            FieldOrigin.TitlePage
        );
        merged.Add(new Work(file.DocumentId, "") { Title = NameOf(file.RelativePath) }, FieldOrigin.FileName);
        return merged.Described() with { RecordSource = file.RecordSource };
    }

    private static string NameOf(string path) => System.IO.Path.GetFileNameWithoutExtension(path);

    private sealed class Merge
    {
        private readonly Dictionary<string, FieldOrigin> origins = new(StringComparer.Ordinal);
        private Work work = new("", "");

        public void Add(Work source, FieldOrigin origin)
        {
            work = work with
            {
                Id = work.Id.Length > 0 ? work.Id : source.Id,
                Type = Taken("type", source.Type.Length > 0 && work.Type.Length == 0) ? source.Type : work.Type,
                Texts = Filled(work.Texts, source.Texts),
                Names = Filled(work.Names, source.Names),
                Dates = Filled(work.Dates, source.Dates),
                Categories = work.Categories.IsEmpty ? source.Categories : work.Categories,
                Custom = work.Custom.IsEmpty ? source.Custom : work.Custom,
            };

            bool Taken(string field, bool taken)
            {
                if (taken)
                {
                    origins[field] = origin;
                }

                return taken;
            }

            ImmutableSortedDictionary<string, T> Filled<T>(
                ImmutableSortedDictionary<string, T> fields,
                ImmutableSortedDictionary<string, T> more
            ) => fields.AddRange(more.Where(field => Taken(field.Key, !fields.ContainsKey(field.Key))));
        }

        /// <summary>A work of a type that nothing says is a document: CSL's word for what is not known closer.</summary>
        public DescribedWork Described() => new(work.Type.Length > 0 ? work : work with { Type = "document" }, origins);
    }
}
