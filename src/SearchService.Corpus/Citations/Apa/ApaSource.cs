using SearchService.Corpus.Bibliography;
using SearchService.Corpus.Citations.Formatting;

namespace SearchService.Corpus.Citations.Apa;

/// <summary>Where the work appeared: journal, book, publisher, archive, event or site (9.23 to 9.33).</summary>
internal static class ApaSource
{
    public static void Add(FormattedTextBuilder entry, ApaShape shape)
    {
        var work = shape.Work;
        if (shape.IsSerial)
        {
            AddSerial(entry, work);
        }
        else if (shape.IsPartOfWork && work.ContainerTitle is { } container)
        {
            entry.Add(" In ");
            if (ContainerHead(shape) is { Length: > 0 } head)
            {
                entry.Add(head).Add(", ");
            }

            entry.AddTitle(container, italic: true);
            ApaTitle.Bracketed(entry, "(", [ApaTitle.NumberOf(work), ApaTitle.Extent(shape)], ")");
            entry.Stop();
        }

        var published = work.Type == "thesis" && (work.Doi is not null || work.Url is not null);
        if (!shape.IsSerial && !published)
        {
            Sentence(entry, shape.Publisher);
        }

        Sentence(entry, Archive(work));
        if (
            work.EventTitle is { } happening
            && !(work.Type == "paper-conference" && (work.Page ?? work.Volume) is not null)
        )
        {
            Sentence(entry, string.Join(", ", new[] { Numerals.Capital(happening), work.EventPlace }.OfType<string>()));
        }

        if (shape.IsPage && work.ContainerTitle is { } site && !(shape.Head is [{ Literal: { } body }] && body == site))
        {
            Sentence(entry, TitleCase.Of(site, work.Language, SmallWords.Apa));
        }
    }

    private static string ContainerHead(ApaShape shape)
    {
        foreach (
            var role in (ReadOnlySpan<string>)
                ["container-author", "editor", "editorial-director", "compiler", "collection-editor"]
        )
        {
            if (shape.Work.NamesOf(role) is { IsEmpty: false } names)
            {
                var label = role == "container-author" ? "" : " (" + ApaTitle.Label(role, names.Length) + ")";
                return ApaForms.Inner.List(names).Plain + label;
            }
        }

        return "";
    }

    /// <summary>"*Nature*, *529*(7587), 484–489." The number of an article stands for its pages (9.27).</summary>
    private static void AddSerial(FormattedTextBuilder entry, Work work)
    {
        var rest = new FormattedTextBuilder();
        if (work.ContainerTitle is { } container)
        {
            rest.AddTitle(TitleCase.Of(container, work.Language, SmallWords.Apa), italic: true);
        }

        if ((work.Volume ?? work.Issue) is not null)
        {
            rest.Add(rest.IsEmpty ? "" : ", ")
                .Add(work.Volume is { } volume ? Numerals.Range(volume, RangeForm.Full) : null, italic: true);
            rest.Add(work.Issue is { } issue ? "(" + Numerals.Range(issue, RangeForm.Full) + ")" : null);
        }

        var place =
            WorkFields.ArticleNumber(work) is { } number ? "Article " + number
            : work.Page is { } page ? Numerals.Range(page, RangeForm.Full)
            : null;
        if (place is not null)
        {
            rest.Add(rest.IsEmpty ? "" : ", ").Add(place);
        }

        if (!rest.IsEmpty)
        {
            entry.Add(" ").Add(rest.Stop().ToText());
        }
    }

    private static string? Archive(Work work)
    {
        var collection = work.Text("archive_collection");
        var held = collection ?? work.Text("archive");
        if (held is null)
        {
            return null;
        }

        var place = work.Text("archive_location") is { } location ? $" ({location})" : "";
        var house = collection is null ? null : work.Text("archive");
        return string.Join(", ", new[] { held + place, house, work.Text("archive-place") }.OfType<string>());
    }

    private static void Sentence(FormattedTextBuilder entry, string? words)
    {
        if (words is { Length: > 0 })
        {
            entry.Add(" ").Add(words).Stop();
        }
    }
}
