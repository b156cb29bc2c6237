namespace SearchService.Tests.Shared;

/// <summary>
/// Finds what a text directive names in the blocks of a page, as browsers do (WICG, URL Fragment Text Directives, 3.5.2): without case,
/// white space as one space, words whole, each part within one block, and the first place that fits.
/// </summary>
internal sealed class TextFragment
{
    private readonly string? _prefix;
    private readonly string _start;
    private readonly string? _end;
    private readonly string? _suffix;
    private readonly IReadOnlyList<string> _blocks;

    private TextFragment(string directive, IReadOnlyList<string> blocks)
    {
        _blocks = blocks;
        var parts = directive["text=".Length..].Split(',').ToList();
        if (parts[0].EndsWith('-'))
        {
            _prefix = Uri.UnescapeDataString(parts[0][..^1]);
            parts.RemoveAt(0);
        }

        if (parts[^1].StartsWith('-'))
        {
            _suffix = Uri.UnescapeDataString(parts[^1][1..]);
            parts.RemoveAt(parts.Count - 1);
        }

        Assert.InRange(parts.Count, 1, 2);
        _start = Uri.UnescapeDataString(parts[0]);
        _end = parts.Count > 1 ? Uri.UnescapeDataString(parts[1]) : null;
    }

    /// <summary>The words found, blocks joined by one space, and the block that they begin in; null when the directive finds nothing.</summary>
    /// <param name="link">A link with a directive.</param>
    /// <param name="blocks">The text of each block of the page, in order.</param>
    public static (int Block, int At, string Words)? Find(string link, IReadOnlyList<string> blocks)
    {
        var directive = link[(link.IndexOf(":~:", StringComparison.Ordinal) + 3)..];
        var collapsed = blocks.Select(Collapsed).Where(block => block.Length > 0).ToList();
        return new TextFragment(directive, collapsed).Find();
    }

    public static string Collapsed(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private (int Block, int At, string Words)? Find()
    {
        for (var from = new Place(0, 0); ; )
        {
            Found? start;
            if (_prefix is not null)
            {
                if (Sought(_prefix, from, wordStart: true, wordEnd: false) is not { } before)
                {
                    return null;
                }

                from = before.Start with { At = before.Start.At + 1 };
                if (PastSpace(before.End) is not { } behind)
                {
                    return null;
                }

                start = Sought(_start, behind, wordStart: false, wordEnd: _end is not null || _suffix is null);
                if (start is null)
                {
                    return null;
                }

                if (start.Value.Start != behind)
                {
                    continue;
                }
            }
            else
            {
                start = Sought(_start, from, wordStart: true, wordEnd: _end is not null || _suffix is null);
                if (start is null)
                {
                    return null;
                }

                from = start.Value.Start with { At = start.Value.Start.At + 1 };
            }

            for (var next = start.Value.End; ; )
            {
                var end = start;
                if (_end is not null)
                {
                    end = Sought(_end, next, wordStart: true, wordEnd: _suffix is null);
                    if (end is null)
                    {
                        return null;
                    }

                    next = end.Value.Start with { At = end.Value.Start.At + 1 };
                }

                if (
                    _suffix is null
                    || (
                        PastSpace(end.Value.End) is { } place
                        && Sought(_suffix, place, wordStart: false, wordEnd: true)?.Start == place
                    )
                )
                {
                    return (start.Value.Start.Block, start.Value.Start.At, Between(start.Value.Start, end.Value.End));
                }

                if (_end is null)
                {
                    break;
                }
            }
        }
    }

    private Found? Sought(string words, Place from, bool wordStart, bool wordEnd)
    {
        for (var block = from.Block; block < _blocks.Count; block++)
        {
            var text = _blocks[block];
            for (var at = block == from.Block ? from.At : 0; at <= text.Length - words.Length; at++)
            {
                at = text.IndexOf(words, at, StringComparison.OrdinalIgnoreCase);
                if (at < 0)
                {
                    break;
                }

                if ((!wordStart || IsBoundary(text, at)) && (!wordEnd || IsBoundary(text, at + words.Length)))
                {
                    return new Found(new Place(block, at), new Place(block, at + words.Length));
                }
            }
        }

        return null;
    }

    private Place? PastSpace(Place place)
    {
        while (place.At == _blocks[place.Block].Length || _blocks[place.Block][place.At] == ' ')
        {
            place =
                place.At == _blocks[place.Block].Length
                    ? new Place(place.Block + 1, 0)
                    : place with
                    {
                        At = place.At + 1,
                    };
            if (place.Block == _blocks.Count)
            {
                return null;
            }
        }

        return place;
    }

    private string Between(Place start, Place end) =>
        start.Block == end.Block
            ? _blocks[start.Block][start.At..end.At]
            : string.Join(
                ' ',
                [
                    _blocks[start.Block][start.At..],
                    .. _blocks.Skip(start.Block + 1).Take(end.Block - start.Block - 1),
                    _blocks[end.Block][..end.At],
                ]
            );

    private static bool IsBoundary(string text, int at) =>
        at == 0 || at == text.Length || !char.IsLetterOrDigit(text[at - 1]) || !char.IsLetterOrDigit(text[at]);

    private readonly record struct Place(int Block, int At);

    private readonly record struct Found(Place Start, Place End);
}
