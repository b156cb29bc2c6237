using System.Text.RegularExpressions;

namespace SearchService.Corpus.Tests.Generated;

/// <summary>
/// Puts words down as a conversion leaves them: parted, run together, with marks in them. A damage that only other places of the text
/// can tell is marked so; whether the text has such a place is seen when it is finished.
/// </summary>
internal sealed partial class Inscription(Random random, IReadOnlySet<Damage> damages)
{
    /// <summary>Of the words that a kind of damage could befall so many are.</summary>
    private const double Rate = 0.12;

    private const int ShortestBroken = 7;

    /// <summary>Words with a space between them; a tab between two stays within a token.</summary>
    public List<Token> Tokens(string text)
    {
        var words = text.Split(' ');
        var tokens = new List<Token>(words.Length);
        for (var i = 0; i < words.Length; i++)
        {
            if (
                damages.Contains(Damage.LostSpaces)
                && i + 1 < words.Length
                && Day().IsMatch(words[i] + " " + words[i + 1])
            )
            {
                var date = new TruthWord(words[i] + " " + words[i + 1]) { Damage = Damage.LostSpaces };
                tokens.Add(new Token(new Run(words[i], Word: date), new Run(words[++i], Word: date)));
            }
            else
            {
                tokens.Add(Token(words[i]));
            }
        }

        return tokens;
    }

    /// <summary>As <see cref="Tokens"/>, without damage.</summary>
    public static List<Token> Plain(string text) => [.. text.Split(' ').Select(word => new Token(new Run(word)))];

    public Token Token(string word)
    {
        if (word.Contains("://", StringComparison.Ordinal))
        {
            return Address(word);
        }

        var match = Core().Match(word);
        if (!match.Success)
        {
            return word == "&" && damages.Contains(Damage.Entities)
                ? new Token(new Run("&amp;", TextPart.Markup, new TruthWord("&") { Damage = Damage.Entities }))
                : new Token(new Run(word));
        }

        var core = match.Value;
        var runs = new List<Run>();
        Before(runs, word[..match.Index]);
        var at = runs.Count;
        var damaged = Damaged(core);
        runs.AddRange(damaged ?? [new Run(core, Word: new TruthWord(core))]);
        After(runs, word[(match.Index + core.Length)..]);
        return new Token([.. runs])
        {
            Breakable = damaged is null && core.Length >= ShortestBroken && !core.Any(char.IsUpper) ? at : -1,
        };
    }

    /// <summary>Says the words twice, as a text set over itself does; null when they are too few or too many for it.</summary>
    public Token? Overprint(IReadOnlyList<Token> tokens)
    {
        var text = string.Join(' ', tokens.Select(token => token.Text));
        if (
            text.Length is < 24 or > 42
            || tokens.Count < 4
            || !text.All(c => char.IsAsciiLetter(c) || c == ' ')
            || tokens.Any(token => token.Runs.Exists(run => run.Word is { Damage: not null }))
            || tokens[^1].Text.Length < 4
        )
        {
            return null;
        }

        var word = new TruthWord(text) { Damage = Damage.Overprint };
        return new Token(new Run(text, TextPart.Overprint, word), new Run(text, TextPart.Overprint, word));
    }

    private void Before(List<Run> runs, string marks)
    {
        foreach (var mark in marks)
        {
            AddMark(runs, mark);
        }
    }

    private void After(List<Run> runs, string marks)
    {
        if (
            marks is [',' or ';']
            && damages.Contains(Damage.SpacedPunctuation)
            && random.NextDouble() < 0.01
            && runs[^1] is { Word: { Damage: null } word }
        )
        {
            var spaced = new TruthWord(word.Whole + marks) { Damage = Damage.SpacedPunctuation };
            runs[^1] = runs[^1] with { Word = spaced };
            runs.Add(new Run(" ", TextPart.Space, spaced));
            runs.Add(new Run(marks, Word: spaced));
            return;
        }

        foreach (var mark in marks)
        {
            AddMark(runs, mark);
        }
    }

    /// <summary>An asterisk stands for the beginning or the end of italics.</summary>
    private void AddMark(List<Run> runs, char mark)
    {
        if (mark != '*')
        {
            runs.Add(new Run(mark.ToString()));
        }
        else if (damages.Contains(Damage.HtmlTags))
        {
            runs.Add(new Run(runs.Exists(run => run.Word is not null) || !opens ? "</i>" : "<i>", TextPart.Markup));
            opens = !opens;
        }
        else if (damages.Contains(Damage.Emphasis))
        {
            runs.Add(new Run("*", TextPart.Markup));
        }
    }

    private bool opens = true;

    private bool Strikes(Damage damage, double rate = Rate) => damages.Contains(damage) && random.NextDouble() < rate;

    private Run[]? Damaged(string core)
    {
        var hyphen = core.IndexOf('-', StringComparison.Ordinal);
        if (hyphen > 0)
        {
            return DamagedCompound(core, hyphen);
        }

        if (core is "PfP" or "EaP" or "CoE" && Strikes(Damage.SpacesLeftInWords, 0.25))
        {
            return Parted(core, 2, "", " ", Damage.SpacesLeftInWords);
        }

        if (core == "9/11" && Strikes(Damage.SpacesLeftInWords, 0.25))
        {
            return Parted(core, 1, "", " ", Damage.SpacesLeftInWords);
        }

        if (core.Length < ShortestBroken || !core.All(char.IsAsciiLetterLower))
        {
            return null;
        }

        if (Strikes(Damage.HyphensLeftInWords, 0.015))
        {
            return Parted(core, Syllable(core), "-", " ", Damage.HyphensLeftInWords);
        }

        if (Strikes(Damage.SoftHyphens, 0.03))
        {
            var word = new TruthWord(core) { Damage = Damage.SoftHyphens };
            var at = Syllable(core);
            return
            [
                new Run(core[..at], Word: word),
                new Run("\u00ad", TextPart.Hyphen, word),
                new Run(core[at..], Word: word),
            ];
        }

        if (damages.Contains(Damage.Ligatures))
        {
            var joined = core.Replace("ffi", "ﬃ", StringComparison.Ordinal)
                .Replace("fi", "ﬁ", StringComparison.Ordinal)
                .Replace("fl", "ﬂ", StringComparison.Ordinal)
                .Replace("ff", "ﬀ", StringComparison.Ordinal);
            if (joined != core)
            {
                // The letters stay as the source has them; search reads both.
                return [new Run(joined, Word: new TruthWord(joined) { Damage = Damage.Ligatures })];
            }
        }

        return null;
    }

    private Run[]? DamagedCompound(string core, int hyphen)
    {
        if (core.LastIndexOf('-') != hyphen)
        {
            return null;
        }

        if (Strikes(Damage.SpacesLeftInWords))
        {
            return Parted(core, hyphen + 1, "", " ", Damage.SpacesLeftInWords);
        }

        if (Strikes(Damage.DoubledHyphens))
        {
            var word = new TruthWord(core) { Damage = Damage.DoubledHyphens, NeedsEvidence = true };
            return
            [
                new Run(core[..(hyphen + 1)], Word: word),
                new Run("-", TextPart.Hyphen, word),
                new Run(core[(hyphen + 1)..], Word: word),
            ];
        }

        if (char.IsUpper(core[hyphen - 1]) && Strikes(Damage.LostHyphens, 0.25))
        {
            var word = new TruthWord(core) { Damage = Damage.LostHyphens, NeedsEvidence = true };
            return [new Run(core[..hyphen], Word: word), new Run(core[(hyphen + 1)..], Word: word)];
        }

        return null;
    }

    private static Run[] Parted(string core, int at, string hyphen, string space, Damage damage)
    {
        var word = new TruthWord(core) { Damage = damage, NeedsEvidence = true };
        var runs = new List<Run> { new(core[..at], Word: word) };
        if (hyphen.Length > 0)
        {
            runs.Add(new Run(hyphen, TextPart.Hyphen, word));
        }

        runs.Add(new Run(space, TextPart.Space, word));
        runs.Add(new Run(core[at..], Word: word));
        return [.. runs];
    }

    private Token Address(string word)
    {
        var address = word.TrimEnd('.', ',', ';');
        var tail = word[address.Length..];
        var broken = Strikes(Damage.BrokenAddresses, 0.3);
        var watched = new TruthWord(address) { Damage = broken ? Damage.BrokenAddresses : null };
        var runs = new List<Run>();
        if (broken && random.Next(3) > 0)
        {
            var at = address.LastIndexOf('/') + 1;
            runs.Add(new Run(address[..at], Word: watched));
            runs.Add(new Run(" ", TextPart.Space, watched));
            runs.Add(new Run(address[at..], Word: watched));
        }
        else
        {
            runs.Add(new Run(address, Word: watched));
        }

        if (broken)
        {
            runs.Add(new Run(">", TextPart.Markup));
        }

        if (tail.Length > 0)
        {
            runs.Add(new Run(tail));
        }

        return new Token([.. runs]) { Breakable = broken ? -1 : 0 };
    }

    /// <summary>A place where a typesetter would part the word: before a consonant that a vowel follows, neither edge too near.</summary>
    public static int Syllable(string word)
    {
        for (var i = Math.Max(3, word.Length / 2); i <= word.Length - 3; i++)
        {
            if (!IsVowel(word[i]) && IsVowel(word[i + 1]))
            {
                return i;
            }
        }

        return word.Length / 2;
    }

    private static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';

    [GeneratedRegex("^[0-9]{1,2} (October|November)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Day();

    [GeneratedRegex(@"\p{L}[\p{L}\p{N}-]*\p{L}|9/11|\p{L}", RegexOptions.NonBacktracking)]
    private static partial Regex Core();
}
