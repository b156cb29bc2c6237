using System.Globalization;
using System.Text.RegularExpressions;
using SearchService.Corpus.Bibliography.Entries;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// Reads the notes in the order of the source: what each cites in full is known to those after it, and each short form is resolved
/// against what came before, then against the reference list. Where it may mean several, all are kept, the likeliest first.
/// </summary>
internal sealed partial class NoteCitations
{
    /// <summary>A note of more characters is an essay, of which only the beginning is read.</summary>
    private const int MostRead = 20_000;

    private readonly Document _document;
    private readonly CitedWorkIndex _works;
    private readonly List<int> _order;
    private readonly EarlierCitations _earlier;
    private readonly List<ShortCitation> _found = [];
    private readonly Dictionary<string, CitationTarget> _aliases = new(StringComparer.Ordinal);

    public NoteCitations(Document document, CitedWorkIndex works)
    {
        _document = document;
        _works = works;
        _order =
        [
            .. Enumerable
                .Range(0, document.Notes.Count)
                .OrderBy(note => Block(note).Text.Pieces is [var first, ..] ? first.Source.Start : 0),
        ];
        _earlier = new EarlierCitations(document, works, _order);
    }

    public List<ShortCitation> Read()
    {
        for (var i = 0; i < _order.Count; i++)
        {
            ReadNote(_order[i], i > 0 ? _order[i - 1] : null);
        }

        return _found;
    }

    private Block Block(int note) => _document.Blocks[_document.Notes[note].Block];

    private void ReadNote(int note, int? previous)
    {
        var block = Block(note);
        var text = EntryText.Of(block);
        if (text.Length > MostRead)
        {
            text = text[..MostRead];
        }

        var cited = _earlier.Begin(note);
        foreach (var segment in NoteSegments.Of(text))
        {
            if (Explicit(note, previous, block, text, segment, cited))
            {
                continue;
            }

            foreach (var start in NoteSegments.Starts(text, segment))
            {
                if (start >= segment.End)
                {
                    continue;
                }

                var full = EntryParser.InNote(block, start, segment.End);
                if (Aliased(block, text, start, segment.End) is { } alias)
                {
                    Add(block, alias.At, ShortForm.Alias, [alias.Target], null, cited);
                    break;
                }

                var isFull = full is not null && (full.Container ?? full.Publisher ?? full.Url ?? full.Doi) is not null;
                if (!isFull && Short(block, text, start, segment.End, cited))
                {
                    break;
                }

                if (full is not null)
                {
                    cited.Add(_works.Target(_works.Add(full, note)));
                    break;
                }
            }
        }

        foreach (Match found in Hereafter().Matches(text))
        {
            _aliases[CitedWorkIndex.Key(found.Groups["a"].Value)] =
                cited.Count > 0 ? cited[^1] : new CitationTarget(note, null);
        }
    }

    /// <summary>"Ibid.", "op. cit.", "supra note 12": words that are nothing but a reference to something earlier.</summary>
    private bool Explicit(
        int note,
        int? previous,
        Block block,
        string text,
        TextSpan segment,
        List<CitationTarget> cited
    )
    {
        var length = segment.End - segment.Start;
        var any = false;
        foreach (Match found in Ibidem().Matches(text[segment.Start..segment.End]))
        {
            var word = found.Groups["w"];
            var at = new TextSpan(segment.Start + word.Index, segment.Start + word.Index + word.Length);
            var (targets, doubt) = _earlier.Before(note, previous, cited);
            Add(block, at, ShortForm.PreviousNote, targets, doubt, cited);
            any = true;
        }

        if (OpusCitatum().Match(text, segment.Start, length) is { Success: true } opus)
        {
            var behind = opus.Index + opus.Length;
            var (names, start) = NamesBefore(text, segment, opus.Index);
            if (names.Count == 0)
            {
                var (targets, doubt) = _earlier.Before(note, previous, cited);
                Add(block, new TextSpan(opus.Index, behind), ShortForm.PreviousNote, targets, doubt, cited);
            }
            else
            {
                var (targets, doubt) = _earlier.ByAuthor(names);
                if (targets.Count == 0)
                {
                    (targets, doubt) = _earlier.Mentioning(names[0], note);
                }

                Add(block, new TextSpan(start, behind), ShortForm.Author, targets, doubt, cited);
            }

            return true;
        }

        foreach (Match found in NoteNumber().Matches(text[segment.Start..segment.End]))
        {
            var at = segment.Start + found.Index;
            var number = found.Groups["n"].Value;
            var (names, start) = NamesBefore(text, segment, at);
            var isMarked = found.Groups["w"].Success || found.Groups["b"].Success;
            var isBracketed = text[at] == '(' && (names.Count > 0 || found.Value[^1] == ')');
            if (!(isMarked || isBracketed) || number == _document.Notes[note].Label)
            {
                continue;
            }

            // "p. 45, n. 12" is a note of the work that is cited.
            if (!isMarked && names.Count == 0 && at > segment.Start + 2 && char.IsDigit(text[at - 2]))
            {
                continue;
            }

            var (targets, doubt) = _earlier.Numbered(note, number, names);
            var span = new TextSpan(names.Count > 0 ? start : at, at + found.Value.TrimEnd(',', ' ').Length);
            Add(block, span, ShortForm.NoteNumber, targets, doubt, cited);
            any |= names.Count > 0;
        }

        return any;
    }

    /// <summary>"Tardy, 'The risks'", "Newman and Visoka, p. 5": names, perhaps a short title, perhaps pages, and nothing else.</summary>
    private bool Short(Block block, string text, int start, int end, List<CitationTarget> cited)
    {
        foreach (var (names, behind) in ShortNames.Readings(text, start, end))
        {
            var candidates = _works.By(names).ToList();
            if (candidates.Count == 0)
            {
                continue;
            }

            if (Tail().Match(text, behind, end - behind) is { Success: true })
            {
                var (targets, doubt) = _earlier.ByAuthor(names);
                Add(block, new TextSpan(start, behind), ShortForm.Author, targets, doubt, cited);
                return true;
            }

            if (ShortTitle(text, behind, end) is { } title)
            {
                var words = CitedWorkIndex.TitleWords(text[title.Inner.Start..title.Inner.End]);
                var titled = candidates.Where(work => _works.HasTitle(work, words)).ToList();
                var noted = titled.Where(work => !_works.IsEntry(work)).ToList();
                var found = _works.Distinct(noted.Count > 0 ? noted : titled).ToList();
                if (found.Count > 0)
                {
                    var doubt =
                        found.Count > 1
                            ? string.Create(
                                CultureInfo.InvariantCulture,
                                $"{found.Count} works have a title of that kind."
                            )
                            : null;
                    Add(
                        block,
                        new TextSpan(start, title.Next),
                        ShortForm.AuthorAndTitle,
                        [.. found.Select(_works.Target)],
                        doubt,
                        cited
                    );
                    return true;
                }
            }
        }

        return false;
    }

    private static (TextSpan Inner, int Next)? ShortTitle(string text, int at, int end)
    {
        while (at < end && text[at] is ' ' or ',' or ':')
        {
            at++;
        }

        if (at >= end)
        {
            return null;
        }

        if (EntryText.Quoted(text, at, end) is { } quoted)
        {
            return Tail().IsMatch(text.AsSpan(quoted.Next, end - quoted.Next)) ? quoted : null;
        }

        if (EntryText.UnquotedTitle(text, at, end, isNote: true) is not { } title)
        {
            return null;
        }

        return Tail().IsMatch(text.AsSpan(title.End, end - title.End)) ? (title, title.End) : null;
    }

    /// <summary>The names that end where a short form begins: "Simmons Jr." in "Simmons Jr. op. cit."</summary>
    private (IReadOnlyList<CitedName> Names, int Start) NamesBefore(string text, TextSpan segment, int at)
    {
        foreach (var start in NoteSegments.Starts(text, segment).Reverse())
        {
            if (start >= at)
            {
                continue;
            }

            foreach (var (names, behind) in ShortNames.Readings(text, start, at))
            {
                // "On this, see note 4": words are a body's name when something of that body has been cited.
                if (names is [{ Family: null }] && !_works.By(names).Any())
                {
                    continue;
                }

                if (behind <= at && text.AsSpan(behind, at - behind).Trim(" ,.(:").IsEmpty)
                {
                    return (names, start);
                }
            }
        }

        return ([], at);
    }

    private (TextSpan At, CitationTarget Target)? Aliased(Block block, string text, int start, int end)
    {
        if (_aliases.Count == 0)
        {
            return null;
        }

        for (var at = start; at <= end && at - start < 80; at++)
        {
            if (
                (at == end || text[at] is ',' or '.' or ' ' or ':')
                && at > start
                && Tail().IsMatch(text.AsSpan(at, end - at))
                && _aliases.TryGetValue(CitedWorkIndex.Key(text[start..at]), out var target)
                && !(target.Note is { } note && _document.Notes[note].Block == block.Index)
            )
            {
                return (new TextSpan(start, at), target);
            }
        }

        return null;
    }

    private void Add(
        Block block,
        TextSpan at,
        ShortForm form,
        List<CitationTarget> targets,
        string? doubt,
        List<CitationTarget> cited
    )
    {
        _found.Add(new ShortCitation(block.Index, at, form, targets, doubt));
        if (targets.Count > 0)
        {
            cited.Add(targets[0]);
        }
    }

    [GeneratedRegex(
        @"(^|[\s(;,])(?<w>[Ii]bid(em)?\.?|[Ii]b\.|[Ii]d\.|[Ll]oc\. ?cit\.)([\s,;:.)]|$)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Ibidem();

    [GeneratedRegex(@"\b[Oo]p\.? ?cit\.?", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex OpusCitatum();

    [GeneratedRegex(
        @"(\b(?<w>supra|above|infra|below|[Ss]ee|cited in|as in),? )?\(?\b(notes?|nn?\.?|fn\.?|footnote) ?(?<n>\d{1,4})\b(,? (?<b>above|below|supra|infra))?\)?",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex NoteNumber();

    [GeneratedRegex(
        @"\b([Hh]ereafter|[Hh]ereinafter)(,? (cited as|referred to as|abbreviated as|abbreviated))?:? ?[“""‘'*]?(?<a>[\p{L}\d][^“”""’'()\[\].;]{1,60})",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Hereafter();

    /// <summary>Pages, paragraphs and the like, or nothing, to the end.</summary>
    [GeneratedRegex(
        @"^[\s.,;:’'”""]*(\((1[5-9]|20)\d\d[a-z]?\)[\s.,;:]*)?((at|esp\.|especially|passim|here|chapter|chap\.|pp?\.?|§+|paras?\.?|chs?\.?|vols?\.?|nn?\.|fn\.|pts?\.|arts?\.?|article|secs?\.?|section|lines?|ll?\.|fols?\.|nos?\.|f\.) ?)*([\divxlcIVXLC§–—,&.: -]*([a-z]|ff?)?\.?)[\s.,;:)]*((emphasis|my|italics) [a-z ]{2,30})?[\s.,;:)]*$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Tail();
}
