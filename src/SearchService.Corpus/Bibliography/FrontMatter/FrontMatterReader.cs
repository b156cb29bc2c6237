using System.Collections.Immutable;
using SearchService.Corpus.Bibliography.CslJson;
using YamlDotNet.Core;

namespace SearchService.Corpus.Bibliography.FrontMatter;

/// <summary>
/// Reads the YAML block at the head of a text as far as it describes a work: the fields of CSL-JSON under their own names, and the names
/// that Markdown writers use for them. Keys that mean something else ("layout", "draft") are not bibliographic and are passed over.
/// </summary>
internal static class FrontMatterReader
{
    /// <summary>Names of fields in front matter, and the CSL fields they stand for.</summary>
    private static readonly Dictionary<string, string> Synonyms = new(StringComparer.OrdinalIgnoreCase)
    {
        ["authors"] = "author",
        ["editors"] = "editor",
        ["translators"] = "translator",
        ["date"] = "issued",
        ["year"] = "issued",
        ["journal"] = "container-title",
        ["booktitle"] = "container-title",
        ["series"] = "collection-title",
        ["place"] = "publisher-place",
        ["institution"] = "publisher",
        ["pages"] = "page",
        ["short-title"] = "title-short",
        ["shorttitle"] = "title-short",
        ["lang"] = "language",
        ["summary"] = "abstract",
        ["doi"] = "DOI",
        ["isbn"] = "ISBN",
        ["issn"] = "ISSN",
        ["url"] = "URL",
    };

    /// <summary>Reads the block.</summary>
    /// <param name="yaml">The block with or without its fences.</param>
    /// <returns>A work whose id and type are empty where the block does not say them; problems with the file's lines.</returns>
    public static (Work Work, IReadOnlyList<RecordProblem> Problems) Read(string yaml)
    {
        var problems = new List<RecordProblem>();

        // Without its opening fence the block begins on the second line of the file.
        var fenced = yaml.StartsWith("---", StringComparison.Ordinal);
        var linesBefore = fenced ? 0 : 1;
        YamlNode? root;
        try
        {
            root = YamlNode.Parse(yaml);
        }
        catch (YamlException broken)
        {
            problems.Add(
                new RecordProblem(
                    "front matter: broken YAML: " + SingleLine.Of(broken.Message),
                    (int)broken.Start.Line + linesBefore,
                    (int)broken.Start.Column
                )
            );
            return (new Work("", ""), problems);
        }

        if (root is not YamlMap map)
        {
            if (root is not null)
            {
                problems.Add(new RecordProblem("front matter: no keys and values; ignored", root.Line + linesBefore));
            }

            return (new Work("", ""), problems);
        }

        return (new Fields(map, linesBefore, problems).Work(), problems);
    }

    private sealed class Fields(YamlMap map, int linesBefore, List<RecordProblem> problems)
    {
        public Work Work()
        {
            var work = new Work("", "");
            string? subtitle = null;
            foreach (var (key, value) in map.Entries)
            {
                var field = FieldOf(key);
                if (value is YamlScalar { Text: "" })
                {
                    continue;
                }

                if (field == "id" && Text(key, value) is { } id)
                {
                    work = work with { Id = id };
                }
                else if (field == "type" && Text(key, value) is { } type)
                {
                    work = work with { Type = Type(type, value) };
                }
                else if (field == "subtitle")
                {
                    subtitle = Text(key, value);
                }
                else if (CslFields.Names.Contains(field))
                {
                    work = work with { Names = work.Names.SetItem(field, Names(key, value)) };
                }
                else if (CslFields.Dates.Contains(field) && Text(key, value) is { } date)
                {
                    // "date" says more than "year" beside it.
                    if (!work.Dates.ContainsKey(field) || !key.Equals("year", StringComparison.OrdinalIgnoreCase))
                    {
                        work = work with { Dates = work.Dates.SetItem(field, WrittenDate.Read(date)) };
                    }
                }
                else if (
                    (CslFields.Texts.Contains(field) || CslFields.Numbers.Contains(field))
                    && Text(key, value) is { } text
                )
                {
                    work = work with { Texts = work.Texts.SetItem(field, text) };
                }
            }

            work = work with
            {
                Names = work.Names.RemoveRange(work.Names.Where(n => n.Value.IsEmpty).Select(n => n.Key)),
            };
            return subtitle is null || work.Title is not { } title
                ? work
                : work with
                {
                    Title = Joined(title, subtitle),
                };
        }

        private static string FieldOf(string key)
        {
            var plain = key.Trim().Replace('_', '-');
            return Synonyms.TryGetValue(plain, out var field) ? field
                : CslFields.Texts.Contains(plain) ? plain
                : plain.ToLowerInvariant();
        }

        private static string Joined(string title, string subtitle) =>
            title[^1] is '?' or '!' or ':' or '.' ? title + " " + subtitle : title + ": " + subtitle;

        private string Type(string type, YamlNode at)
        {
            if (CslFields.Types.Contains(type))
            {
                return type;
            }

            Fault(at, $"type '{type}' is no CSL type; ignored");
            return "";
        }

        private string? Text(string key, YamlNode value)
        {
            if (value is YamlScalar { Text: var text } && SingleLine.Of(text) is { Length: > 0 } line)
            {
                return line;
            }

            if (value is not YamlScalar)
            {
                Fault(
                    value,
                    $"{key} is {(value is YamlMap ? "a group of keys" : "a list")} where words are expected; ignored"
                );
            }

            return null;
        }

        private ImmutableArray<PersonName> Names(string key, YamlNode value) =>
            value is YamlList list
                ? [.. list.Items.Select(item => Name(key, item)).OfType<PersonName>()]
                : [.. new[] { Name(key, value) }.OfType<PersonName>()];

        private PersonName? Name(string key, YamlNode value)
        {
            if (value is YamlScalar { Text: var text })
            {
                return SingleLine.Of(text) is { Length: > 0 } written ? WrittenName.Read(written) : null;
            }

            if (value is YamlMap person)
            {
                if (person.Text("family") is { } family)
                {
                    return new PersonName(
                        family,
                        person.Text("given"),
                        DroppingParticle: person.Text("dropping-particle"),
                        NonDroppingParticle: person.Text("non-dropping-particle") ?? person.Text("particle"),
                        Suffix: person.Text("suffix")
                    );
                }

                if (person.Text("literal") is { } literal)
                {
                    return PersonName.Whole(literal);
                }

                if (person.Text("name") is { } name)
                {
                    return WrittenName.Read(name);
                }
            }

            Fault(value, $"{key}: no name (words, or family and given); ignored");
            return null;
        }

        private void Fault(YamlNode at, string message) =>
            problems.Add(new RecordProblem("front matter: " + message, at.Line + linesBefore));
    }
}
