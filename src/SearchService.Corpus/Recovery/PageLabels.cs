using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// Labels of pages that print none, where they follow: from the contents list for the page that a listed heading opens, from the place
/// of the imprint, and between two labels as far apart as their pages. Everything else stays unknown.
/// </summary>
internal static class PageLabels
{
    /// <summary>A book's imprint stands on the back of its title leaf, behind the half-title leaf.</summary>
    private const int ImprintPage = 4;

    public static void Apply(Draft draft)
    {
        if (draft.Pages.Count == 0 || draft.PageMark == PageMark.NoteBlock)
        {
            return;
        }

        FromContents(draft);
        FromImprint(draft);
        BetweenNeighbours(draft);
    }

    private static void FromContents(Draft draft)
    {
        var contents = ContentsList.Read(draft);
        if (contents.Count == 0)
        {
            return;
        }

        var byTitle = contents.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> buffer = stackalloc char[PageLine.Longest];
        var within = new List<(DraftLine Line, PageNumeral Label)>();
        foreach (var line in draft.Lines)
        {
            if (line.Role is LineRole.Blank or LineRole.Noise || line.End - line.Start > PageLine.Longest)
            {
                continue;
            }

            var words = draft.IsClean(line.Start, line.End)
                ? draft.Source.AsSpan(line.Start, line.End - line.Start)
                : draft.Kept(line.Start, line.End);
            if (!byTitle.TryGetValue(PageLine.Fold(words, buffer), out var label))
            {
                continue;
            }

            var page = draft.PageAt(line.Start);
            if (draft.Pages[page].Label is null)
            {
                if (!IsFirstOnPage(draft, page, line))
                {
                    within.Add((line, label));
                }
                else if (Fits(draft, page, label))
                {
                    draft.Pages[page] = draft.Pages[page] with
                    {
                        Label = label.ToString(),
                        Method = LocatorMethod.Inferred,
                    };
                }
            }
            else if (
                PageNumeral.Parse(draft.Pages[page].Label) is { } own
                && own.IsRoman == label.IsRoman
                && own.Value + 1 == label.Value
                && page + 1 < draft.Pages.Count
                && PageNumeral.Parse(draft.Pages[page + 1].Label) is { } next
                && next.IsRoman == label.IsRoman
                && next.Value > label.Value
            )
            {
                // A page whose head the file lost: its heading stands between two labels that leave it open.
                BeginPage(draft, page, line, label);
            }
        }

        // By now the pages behind these have their labels.
        foreach (var (line, label) in within.DistinctBy(found => found.Label))
        {
            var page = draft.PageAt(line.Start);
            if (draft.Pages[page].Label is null && BeginsItsOwnPage(draft, page, label))
            {
                BeginPage(draft, page, line, label);
            }
        }
    }

    private static void BeginPage(Draft draft, int page, DraftLine line, PageNumeral label)
    {
        line.BeginsPage = true;
        draft.Pages.Insert(page + 1, new DraftPage(line.Start, label.ToString(), LocatorMethod.Inferred));
    }

    /// <summary>
    /// Whether a heading within a page of no label stands on the next one, whose head the file lost: the parts of front matter, which
    /// has Roman numerals, each begin a page, and the page behind has the label that follows.
    /// </summary>
    private static bool BeginsItsOwnPage(Draft draft, int page, PageNumeral label) =>
        label.IsRoman
        && page + 1 < draft.Pages.Count
        && PageNumeral.Parse(draft.Pages[page + 1].Label) is { IsRoman: true } next
        && next.Value == label.Value + 1
        && Enumerable
            .Range(0, page)
            .All(before =>
                PageNumeral.Parse(draft.Pages[before].Label) is not { IsRoman: true } known
                || label.Value - known.Value > page - before
            );

    private static bool IsFirstOnPage(Draft draft, int page, DraftLine line)
    {
        for (var i = draft.Pages[page].Start; i < line.Start; i++)
        {
            if (draft.Noise[i] == NoiseKind.None && !char.IsWhiteSpace(draft.Source[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a label keeps the order of the labels known so far.</summary>
    private static bool Fits(Draft draft, int page, PageNumeral label)
    {
        for (var before = page - 1; before >= 0; before--)
        {
            if (PageNumeral.Parse(draft.Pages[before].Label) is { } known && known.IsRoman == label.IsRoman)
            {
                if (label.Value - known.Value < page - before)
                {
                    return false;
                }

                break;
            }
        }

        for (var after = page + 1; after < draft.Pages.Count; after++)
        {
            if (PageNumeral.Parse(draft.Pages[after].Label) is { } known && known.IsRoman == label.IsRoman)
            {
                return known.Value - label.Value >= after - page;
            }
        }

        return true;
    }

    private static void FromImprint(Draft draft)
    {
        if (draft.Pages.Count <= ImprintPage || draft.Pages.Take(ImprintPage).Any(page => page.Label is not null))
        {
            return;
        }

        var firstKnown = draft.Pages.Find(page => page.Label is not null);
        if (firstKnown is null || PageNumeral.Parse(firstKnown.Label) is not { IsRoman: true })
        {
            return;
        }

        var start = draft.Pages[ImprintPage - 1].Start;
        var text = draft.Kept(start, draft.Pages[ImprintPage].Start);
        if (
            text.Contains('©', StringComparison.Ordinal)
            && text.Contains("ISBN", StringComparison.Ordinal)
            && text.Contains("published", StringComparison.OrdinalIgnoreCase)
        )
        {
            for (var page = 0; page < ImprintPage; page++)
            {
                draft.Pages[page] = draft.Pages[page] with
                {
                    Label = new PageNumeral(page + 1, true).ToString(),
                    Method = LocatorMethod.Inferred,
                };
            }
        }
    }

    private static void BetweenNeighbours(Draft draft)
    {
        var known = -1;
        for (var page = 0; page < draft.Pages.Count; page++)
        {
            if (PageNumeral.Parse(draft.Pages[page].Label) is not { } label)
            {
                continue;
            }

            if (
                known >= 0
                && PageNumeral.Parse(draft.Pages[known].Label) is { } before
                && before.IsRoman == label.IsRoman
                && label.Value - before.Value == page - known
            )
            {
                for (var between = known + 1; between < page; between++)
                {
                    draft.Pages[between] = draft.Pages[between] with
                    {
                        Label = before.Plus(between - known).ToString(),
                        Method = LocatorMethod.Inferred,
                    };
                }
            }

            known = page;
        }
    }
}
