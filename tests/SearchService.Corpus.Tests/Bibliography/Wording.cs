using System.Collections.Immutable;
using System.Text.RegularExpressions;
using SearchService.Corpus.Bibliography;
using SearchService.Corpus.Bibliography.Ris;
using SearchService.Corpus.Citations;

namespace SearchService.Corpus.Tests.Bibliography;

/// <summary>
/// What a work is after a round trip, beside <see cref="LossTable"/>: what a format says in other words, and what it has one field for where
/// CSL has two. The README's table lists the same.
/// </summary>
internal static partial class Wording
{
    public static Work After(ExchangeFormat format, Work work)
    {
        var after = LossTable.Without(format, work);
        return format.Name switch
        {
            "bibtex" => AfterBibTex(after),
            "ris" => AfterRis(after),
            _ => after,
        };
    }

    private static Work AfterBibTex(Work work)
    {
        if (work is { Type: "paper-conference", ContainerTitle: not null })
        {
            // In proceedings the number is that of the series, and there is no field for a medium.
            work = work with
            {
                Texts = work.Texts.RemoveRange(["number", "medium"]),
            };
        }

        // Three roles have a place beside authors, editors, translators and the authors of the book.
        var others = work.Names.Keys.Except(
            ["author", "editor", "translator", "container-author"],
            StringComparer.Ordinal
        );
        return work with
        {
            Names = work.Names.RemoveRange(others.Skip(3)),
            Texts = work.Texts.ToImmutableSortedDictionary(
                field => field.Key,
                field => field.Key == "page" ? Hyphens(field.Value) : field.Value,
                StringComparer.Ordinal
            ),
        };
    }

    private static Work AfterRis(Work work)
    {
        var ris = RisTypes.Of(work);
        var lost = new List<string>();
        if (work.Page is not null && RisTypes.CountsPages(ris))
        {
            lost.Add("number-of-pages");
        }

        if (ris == "CONF" && work.PublisherPlace is null)
        {
            lost.Add("event-place");
        }

        var texts = work
            .Texts.RemoveRange(lost)
            .ToImmutableSortedDictionary(
                field => field.Key,
                field => SingleLine.Of(InlineTag.Strip(field.Key == "page" ? Hyphens(field.Value) : field.Value)),
                StringComparer.Ordinal
            );
        var isPeriodical =
            work.Type
            is "article-journal"
                or "review"
                or "review-book"
                or "article-magazine"
                or "article-newspaper"
                or "periodical";
        if (isPeriodical && work.ContainerTitle is null && texts.TryGetValue("container-title-short", out var journal))
        {
            texts = texts.Add("container-title", journal);
        }

        return work with
        {
            Type = RisTypes.Read(ris)!,

            // A name in one piece may be a person's or a body's.
            Names = work.Names.ToImmutableSortedDictionary(
                role => role.Key,
                role =>
                    role.Value.Select(name =>
                            name.Given is null && name.Suffix is null ? PersonName.Whole(name.Display) : name
                        )
                        .ToImmutableArray(),
                StringComparer.Ordinal
            ),
            Texts = texts,
        };
    }

    private static string Hyphens(string page) => Dash().Replace(page, "-");

    [GeneratedRegex("[–—]", RegexOptions.None, 1000)]
    private static partial Regex Dash();
}
