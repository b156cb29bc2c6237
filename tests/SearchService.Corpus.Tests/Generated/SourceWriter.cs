using System.Text;

namespace SearchService.Corpus.Tests.Generated;

/// <summary>Writes a source, with the truth of every character.</summary>
internal sealed class SourceWriter(Random random, IReadOnlySet<Damage> damages, string newLine)
{
    private readonly StringBuilder source = new();
    private readonly List<TextPart> parts = [];
    private readonly List<int> owners = [];
    private readonly List<TruthWord> words = [];

    public int Length => source.Length;

    public string Source => source.ToString();

    public IReadOnlyList<TextPart> Parts => parts;

    public IReadOnlyList<int> Owners => owners;

    public IReadOnlyList<TruthWord> Words => words;

    public void Write(string text, TextPart part, int owner)
    {
        source.Append(text);
        foreach (var c in text)
        {
            parts.Add(char.IsWhiteSpace(c) ? TextPart.Space : part);
            owners.Add(char.IsWhiteSpace(c) ? -1 : owner);
        }
    }

    public void Write(List<Token> tokens, TextPart part, int owner, bool isUnwrapped)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (i > 0)
            {
                var fixedSpace = damages.Contains(Damage.NonBreakingSpaces) && !isUnwrapped && random.Next(40) == 0;
                Write(fixedSpace ? "\u00a0" : " ", TextPart.Space, owner);
            }

            foreach (var run in tokens[i].Runs)
            {
                if (run.Calls is { } note)
                {
                    note.CalledAt = source.Length;
                }

                if (run.Word is { } word)
                {
                    if (word.Start < 0)
                    {
                        word.Start = source.Length;
                        words.Add(word);
                    }

                    word.End = source.Length + run.Source.Length;
                }

                Write(run.Source, run.Calls is not null ? TextPart.Callout : run.Part ?? part, owner);
            }
        }
    }

    public void EndLine() => Write(newLine, TextPart.Space, -1);
}
