using Microsoft.Extensions.Primitives;

namespace SearchService.Pages;

/// <summary>The filled-in parameters of a page, from which the links to its other states are made. Immutable.</summary>
public sealed class PageQuery
{
    private readonly IReadOnlyList<KeyValuePair<string, string>> _values;

    private PageQuery(string path, IReadOnlyList<KeyValuePair<string, string>> values)
    {
        Path = path;
        _values = values;
    }

    public string Path { get; }

    /// <summary>Names and values; a name may occur many times.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Values => _values;

    /// <summary>The address of this state.</summary>
    public string Url => PageLinks.With(Path, _values);

    /// <summary>A form sends the fields that nobody filled in, too: those are left out.</summary>
    public static PageQuery Of(HttpRequest request) => Of(request.Path, request.Query);

    public static PageQuery Of(string path, IEnumerable<KeyValuePair<string, StringValues>> values) =>
        new(
            path,
            [
                .. values.SelectMany(pair =>
                    pair.Value.OfType<string>()
                        .Where(value => !string.IsNullOrWhiteSpace(value))
                        .Select(value => KeyValuePair.Create(pair.Key, value))
                ),
            ]
        );

    /// <summary>The first value of a name; null where there is none.</summary>
    public string? this[string name] => All(name).FirstOrDefault();

    public IEnumerable<string> All(string name) => _values.Where(pair => pair.Key == name).Select(pair => pair.Value);

    public bool Has(string name, string value) => _values.Contains(KeyValuePair.Create(name, value));

    public PageQuery Without(params ReadOnlySpan<string> names)
    {
        var left = new HashSet<string>(names.ToArray(), StringComparer.Ordinal);
        return new(Path, [.. _values.Where(pair => !left.Contains(pair.Key))]);
    }

    /// <summary>Without one value of a name that may have several.</summary>
    public PageQuery WithoutValue(string name, string value) =>
        new(Path, [.. _values.Where(pair => !(pair.Key == name && pair.Value == value))]);

    /// <summary>With this as the only value of the name.</summary>
    public PageQuery With(string name, string value) => Without(name).And(name, value);

    /// <summary>With this value beside the others of the name.</summary>
    public PageQuery And(string name, string value) => new(Path, [.. _values, KeyValuePair.Create(name, value)]);

    /// <summary>The same parameters on another path.</summary>
    public PageQuery At(string path) => new(path, _values);

    /// <summary>As the readers of parameters take them.</summary>
    public QueryCollection Collection() => new(Grouped(values => new StringValues([.. values])));

    /// <summary>As the search takes them.</summary>
    public Dictionary<string, IReadOnlyList<string>> Lists() => Grouped(values => (IReadOnlyList<string>)[.. values]);

    private Dictionary<string, T> Grouped<T>(Func<IEnumerable<string>, T> made) =>
        _values
            .GroupBy(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => made(group), StringComparer.Ordinal);
}
