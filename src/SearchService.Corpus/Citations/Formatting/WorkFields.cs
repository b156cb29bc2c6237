using System.Collections.Frozen;
using System.Collections.Immutable;
using SearchService.Corpus.Bibliography;

namespace SearchService.Corpus.Citations.Formatting;

/// <summary>The words that a template's fields stand for: one work, and the places cited in it, as a style writes them.</summary>
internal sealed class WorkFields
{
    private static readonly FrozenDictionary<string, Func<WorkFields, FormattedText>> Known = new Dictionary<
        string,
        Func<WorkFields, FormattedText>
    >(StringComparer.Ordinal)
    {
        // Who: at the head, in the text, and with a part in the work.
        ["author"] = fields => fields.Head(fields.Rules.HeadNames, withRole: true),
        ["short-author"] = fields => fields.Head(fields.Rules.ShortNames, withRole: false),
        ["note-author"] = fields =>
            fields._head.IsEmpty ? FormattedText.Empty : fields.Head(fields.Rules.NoteNames!, withRole: true),
        ["note-editors"] = fields => fields.Part("note-editors", fields.Rules.NoteNames),
        ["note-translators"] = fields => fields.Part("note-translators", fields.Rules.NoteNames),
        ["editors"] = fields => fields.Part("editors"),
        ["translators"] = fields => fields.Part("translators"),
        ["directors"] = fields => fields.Part("directors"),
        ["container-authors"] = fields => fields.Part("container-authors"),
        ["reviewed-authors"] = fields => fields.Part("reviewed-authors"),

        // What
        ["title"] = fields => fields.HeadIsTitle ? FormattedText.Empty : fields.Title(shortened: false),
        ["short-title"] = fields => fields.HeadIsTitle ? FormattedText.Empty : fields.Title(shortened: true),
        ["container"] = fields => fields.HeadIsContainer ? FormattedText.Empty : fields.Container(),
        ["note-container"] = fields => fields.Container(),
        ["reviewed-title"] = fields => fields.Cased("reviewed-title", isBook: true),
        ["part"] = fields => Plain(fields.NamedPart()),
        ["series"] = fields => Plain(fields.Work.CollectionTitle),
        ["series-number"] = fields => Plain(fields.Work.CollectionNumber),
        ["genre"] = fields => Plain(fields.Work.Genre),
        ["genre-capitals"] = fields => fields.Cased("genre", isBook: false),
        ["genre-small"] = fields => Plain(fields.Work.Genre is { } genre ? Small(genre) : null),
        ["medium"] = fields => Plain(fields.Work.Medium),

        // Numbers
        ["volume"] = fields => Numbers(fields.Work.Volume),
        ["volumes"] = fields =>
            fields.Work.Volume is null ? Plain(fields.Work.Text("number-of-volumes")) : FormattedText.Empty,
        ["issue"] = fields => Numbers(fields.Work.Issue),
        // "08-2020" is the eighth of a year and no range.
        ["number"] = fields => Plain(fields.Work.Number),
        ["article-number"] = fields => Plain(ArticleNumber(fields.Work)),
        ["edition"] = fields => Plain(fields.Edition()),
        // "v1.0" is how repositories number; a citation has the word before it.
        ["version"] = fields =>
            Plain(
                fields.Work.Version is ['v' or 'V', >= '0' and <= '9', ..] version ? version[1..] : fields.Work.Version
            ),
        ["pages"] = fields => Plain(fields.Work.Page is { } pages ? Numerals.Range(pages, fields.Rules.Pages) : null),

        // Where
        ["publisher"] = fields => Plain(fields.Work.Publisher is { } name ? fields.Rules.Publisher(name) : null),
        ["place"] = fields => Plain(fields.Work.PublisherPlace),
        ["event"] = fields => Plain(fields.Work.EventTitle),
        ["event-place"] = fields => Plain(fields.Work.EventPlace),
        ["authority"] = fields => Plain(fields.Work.Text("authority")),
        ["doi"] = fields => Plain(Doi.Bare(fields.Work.Doi)),
        ["doi-address"] = fields => Plain(Doi.Address(fields.Work.Doi)),
        ["link"] = fields => Plain(Doi.Address(fields.Work.Doi) ?? fields.Work.Url),
        ["url"] = fields => Plain(fields.Work.Url),

        // When
        ["year"] = fields => Plain(fields.Year()),
        ["issued"] = fields => Plain(fields.Work.Issued is null ? null : fields.Year()),
        ["undated"] = fields => Plain(fields.Work.Issued?.Year is null ? fields.Year() : null),
        ["reference-year"] = fields => Plain(fields.ReferenceYear()),
        ["date"] = fields => Plain(fields.Date(date => fields.Rules.Dates.Full(date)) ?? fields.Status()),
        ["month-year"] = fields =>
            Plain(fields.Date(date => fields.Rules.Dates.Full(date, day: false)) ?? fields.Status()),
        ["month"] = fields => Plain(fields.Date(date => fields.Rules.Dates.MonthAndDay(date, day: false))),
        ["month-day"] = fields => Plain(fields.Date(date => fields.Rules.Dates.MonthAndDay(date))),
        ["original"] = fields =>
            Plain(fields.Work.Date("original-date") is { } date ? fields.Rules.Dates.Year(date) : null),
        ["original-in-text"] = fields =>
            Plain(fields.Work.Date("original-date") is { } date ? Bracketed(fields.Rules.Dates.Year(date)) : null),
        ["accessed"] = fields => Plain(fields.Accessed()),

        // The places cited: those whose number stands alone, and all others.
        ["bare-places"] = fields => Plain(fields._places is [{ HasTerm: false }, ..] ? fields.Places() : null),
        ["places"] = fields => Plain(fields._places is [{ HasTerm: true }, ..] ? fields.Places() : null),
        ["page-places"] = fields =>
            Plain(fields._places is [{ Label: LocatorLabel.Page }, ..] ? fields.Places() : null),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The fields that are lists of names, and whose names they are.</summary>
    private static readonly FrozenDictionary<string, string> Roles = new Dictionary<string, string>(
        StringComparer.Ordinal
    )
    {
        ["note-editors"] = "editor",
        ["note-translators"] = "translator",
        ["editors"] = "editor",
        ["translators"] = "translator",
        ["directors"] = "director",
        ["container-authors"] = "container-author",
        ["reviewed-authors"] = "reviewed-author",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly IReadOnlyList<CitedPlace> _places;
    private readonly string? _yearSuffix;
    private readonly Dictionary<string, FormattedText> _said = new(StringComparer.Ordinal);
    private readonly ImmutableArray<PersonName> _head;
    private readonly string _role;

    public WorkFields(StyleRules rules, Work work, IReadOnlyList<CitedPlace> places, string? yearSuffix)
    {
        Rules = rules;
        Work = work;
        _places = places;
        _yearSuffix = yearSuffix;

        // The editors of a container are its own: they do not come to stand for the author of a part of it.
        var (role, one, many) = rules.Heads.FirstOrDefault(head =>
            work.Names.ContainsKey(head.Role) && !(head.Role == "editor" && IsPartOfBook(work))
        );
        HeadRole = role;
        _head = role is null || (rules.PublisherIsNoAuthor && IsItsPublisher(work, role)) ? [] : work.NamesOf(role);
        _role = _head.Length > 1 ? many : one ?? "";
        var without = role is null && work.Title is not null ? rules.WithoutAuthor(work) : WithoutAuthor.Nothing;
        HeadIsContainer = without == WithoutAuthor.Container && work.ContainerTitle is not null;
        HeadIsTitle = without != WithoutAuthor.Nothing && !HeadIsContainer;
    }

    public StyleRules Rules { get; }

    public Work Work { get; }

    /// <summary>Null when nobody stands at the head.</summary>
    public string? HeadRole { get; }

    public bool HeadIsTitle { get; }

    public bool HeadIsContainer { get; }

    /// <summary>The title keeps the record's capitals: the style gives it none of its own.</summary>
    public bool KeepsLetters => SmallWordsOf(isBook: Rules.Face(Work) == TitleFace.Italic) is null;

    public static bool IsKnown(string field) => Known.ContainsKey(field);

    /// <summary>The kind of a work that decides about the order: its type, but for papers and interviews that appeared as a journal's articles do.</summary>
    public static string Kind(Work work) =>
        work switch
        {
            { Type: "paper-conference", Editor.IsEmpty: true } => "paper-serial",
            { Type: "interview", ContainerTitle: not null } => "article-journal",
            _ => work.Type,
        };

    /// <summary>A chapter that has no title but the name of the part of the book that it is: "Preface".</summary>
    public static bool IsNamedPart(Work work) =>
        work is { Type: "chapter", ContainerTitle: not null, Title: { } title }
        && title.Trim().ToLowerInvariant() is "preface" or "introduction" or "foreword" or "afterword";

    /// <summary>What an article without pages has in their place; null without one.</summary>
    public static string? ArticleNumber(Work work) =>
        work.Number
        ?? (
            work is { Type: "article-journal" or "review" or "review-book", Page: { } page }
            && Numerals.IsArticleNumber(page)
                ? page
                : null
        );

    /// <summary>A field's words; empty where the record has none.</summary>
    public FormattedText Get(string field)
    {
        if (!_said.TryGetValue(field, out var said))
        {
            _said[field] = said = Known[field](this);
        }

        return said;
    }

    /// <summary>0 where a field is empty or its words are no number, 1 for one number or name, 2 for several.</summary>
    public int Count(string field)
    {
        if (Roles.TryGetValue(field, out var role))
        {
            return Math.Min(Work.NamesOf(role).Length, 2);
        }

        var words = Get(field).Plain;
        return words.Length == 0 || (field != "pages" && !Numerals.IsNumeric(words)) ? 0
            : Numerals.IsRange(words) ? 2
            : 1;
    }

    private static bool IsPartOfBook(Work work) =>
        work.ContainerTitle is not null
        && work.Type is "chapter" or "paper-conference" or "entry" or "entry-dictionary" or "entry-encyclopedia";

    /// <summary>Its one author is a body, and the publisher or the site too.</summary>
    private static bool IsItsPublisher(Work work, string role) =>
        Names(work.NamesOf(role), work.Publisher) || IsItsSite(work, work.NamesOf(role));

    /// <summary>A page's one author is a body, and its site has that name.</summary>
    private static bool IsItsSite(Work work, ImmutableArray<PersonName> names) =>
        work.Type is "webpage" or "post" && Names(names, work.ContainerTitle);

    private static bool Names(ImmutableArray<PersonName> names, string? body) =>
        names is [{ Literal: { Length: > 0 } name }]
        && body is not null
        && WithoutThe(name).Equals(WithoutThe(body), StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<char> WithoutThe(string name) =>
        name.AsSpan(name.StartsWith("The ", StringComparison.OrdinalIgnoreCase) ? 4 : 0).Trim();

    private FormattedText Head(NameForm form, bool withRole)
    {
        var head = new FormattedTextBuilder();
        if (!_head.IsEmpty)
        {
            // A particle that begins a note has a capital: "Van Fraassen, ..." (Chicago 18, 8.5).
            var begins = !withRole && Rules.InText is null && _head[0].NonDroppingParticle is { Length: > 0 };
            var names = form.List(_head);
            return head.Add(
                    begins
                        ? new FormattedText([
                            new TextRun(Numerals.Capital(names.Runs[0].Text), false),
                            .. names.Runs.Skip(1),
                        ])
                        : names
                )
                .Add(withRole ? _role : "")
                .ToText();
        }

        // A work that nobody is known to have written is cited by its title in the text, and in short notes by its container's, where so ruled.
        return HeadIsContainer ? head.AddTurned(Container(), italic: Work.Type is not ("webpage" or "post")).ToText()
            : HeadIsTitle || (!withRole && Rules.InText is not null) ? Title(shortened: !withRole)
            : FormattedText.Empty;
    }

    private FormattedText Part(string field, NameForm? form = null) =>
        Roles[field] == HeadRole ? FormattedText.Empty : (form ?? Rules.InnerNames).List(Work.NamesOf(Roles[field]));

    private FormattedText Title(bool shortened)
    {
        var title = Work.Title ?? "Untitled";
        if (shortened)
        {
            var colon = title.IndexOf(": ", StringComparison.Ordinal);
            title = Work.ShortTitle ?? (Rules.ShortensTitles && colon > 0 ? title[..colon].TrimEnd() : title);
            title = Rules.DropsArticles ? TitleCase.WithoutArticle(title, Work.Language) : title;
        }

        var face = Work.Title is null ? TitleFace.Plain : Rules.Face(Work);
        title = Rules.Marks.Turned(
            Lettered(title, isWork: true, isBook: face == TitleFace.Italic),
            face == TitleFace.Quoted ? 1 : 0
        );
        var text = new FormattedTextBuilder();
        return face == TitleFace.Quoted
            ? text.Add(Rules.Marks.Open.ToString())
                .AddTitle(title, italic: false)
                .Add(Rules.Marks.Close.ToString())
                .ToText()
            : text.AddTitle(title, face == TitleFace.Italic).ToText();
    }

    /// <summary>A site that has its author's name is not named again.</summary>
    private FormattedText Container() =>
        IsItsSite(Work, _head) ? FormattedText.Empty
        : Rules.AbbreviatesJournals && Work.Text("container-title-short") is { } abbreviated ? Plain(abbreviated)
        : Cased("container-title", IsPartOfBook(Work));

    private FormattedText Cased(string field, bool isBook) =>
        Work.Text(field) is { } words
            ? new FormattedTextBuilder()
                .AddTitle(Rules.Marks.Turned(Lettered(words, isWork: isBook, isBook), 0), italic: false)
                .ToText()
            : FormattedText.Empty;

    /// <summary>The title in the style's letters; where that wants a sentence's, journals and sites keep their own.</summary>
    private string Lettered(string title, bool isWork, bool isBook) =>
        SmallWordsOf(isBook) is { } small ? TitleCase.Of(title, Work.Language, small)
        : isWork && Rules.SmallSubtitles ? SentenceCase.Of(title, Work.Language)
        : title;

    private SmallWords? SmallWordsOf(bool isBook) => (isBook ? Rules.BookCapitals : null) ?? Rules.Capitals;

    /// <summary>Where nobody stands before it, it begins the note.</summary>
    private string? NamedPart() =>
        !IsNamedPart(Work) || HeadIsTitle ? null
        : _head.IsEmpty ? Work.Title
        : Work.Title!.ToLowerInvariant();

    /// <summary>"Master’s thesis" as "master’s thesis"; "PhD", "W3C" and the like keep their letters.</summary>
    private static string Small(string words) =>
        string.Join(
            ' ',
            words
                .Split(' ')
                .Select(word =>
                    word.Length < 2 || word.Skip(1).Any(c => char.IsUpper(c) || char.IsDigit(c))
                        ? word
                        : word.ToLowerInvariant()
                )
        );

    private string Year() =>
        RecordCheck.IsNamedByYear(Work) ? ""
        : Work.Issued is not { } issued
            ? Status()
                ?? (Rules.NoDate.Length > 0 && _yearSuffix is not null ? $"{Rules.NoDate}-{_yearSuffix}" : Rules.NoDate)
        : Rules.Dates.Year(issued) + _yearSuffix;

    /// <summary>At the head of an entry a word in place of the year has a capital, the abbreviation "n.d." has none.</summary>
    private string ReferenceYear() =>
        Work.Issued is { Year: null, Literal: { } words } ? Numerals.Capital(words)
        : Work.Issued is null && Status() is { } status ? Numerals.Capital(status)
        : Year();

    /// <summary>"in press", "forthcoming": what a work without a date has in its place.</summary>
    private string? Status() => Work.Issued is null ? Work.Status?.ToLowerInvariant() : null;

    private string? Edition() => Work.Edition is { } edition ? Numerals.Edition(edition, Rules.Edition) : null;

    /// <summary>A year that is only supposed has its brackets already.</summary>
    private static string Bracketed(string year) => year.StartsWith('[') ? year : $"[{year}]";

    private string? Date(Func<CslDate, string> said) =>
        Work.Issued is { } issued && !RecordCheck.IsNamedByYear(Work) ? said(issued) : null;

    private string? Accessed() => Work is { Url: not null, Accessed: { } accessed } ? Rules.Dates.Full(accessed) : null;

    /// <summary>Joined by commas, which stand before a closing mark where the style has them there.</summary>
    private string Places() =>
        _places
            .Select(place => place.Text)
            .Aggregate(
                (before, place) =>
                    Rules.PunctuationInQuotes && before[^1] == Rules.Marks.Close
                        ? $"{before[..^1]},{Rules.Marks.Close} {place}"
                        : $"{before}, {place}"
            );

    private static FormattedText Numbers(string? value) =>
        Plain(value is null ? null : Numerals.Range(value, RangeForm.AsRecorded));

    private static FormattedText Plain(string? words) =>
        words is { Length: > 0 } ? new FormattedText([new TextRun(words, Italic: false)]) : FormattedText.Empty;
}
