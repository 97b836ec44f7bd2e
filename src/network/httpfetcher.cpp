// SPDX-License-Identifier: GPL-3.0-or-later
#include "network/httpfetcher.h"

#include "network/httpfetch.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace thaw {

HttpFetcher::HttpFetcher(const FetchLimits &limits)
    : m_limits(limits)
{}

HttpFetcher::~HttpFetcher() = default;

void HttpFetcher::fetch(const QUrl &address, FetchReceiver &receiver)
{
    auto fetch = std::make_unique<HttpFetch>(m_limits, receiver);
    HttpFetch *begun = fetch.get();
    // Queued, since it is the fetch itself that says so.
    QObject::connect(
            begun, &HttpFetch::ended, &m_context, [this, begun] { remove(begun); },
            Qt::QueuedConnection);
    m_fetches.push_back(std::move(fetch));
    begun->begin(address, m_isPaused);
}

void HttpFetcher::remove(const HttpFetch *fetch)
{
    std::erase_if(m_fetches, [&](const auto &each) { return each.get() == fetch; });
}

// A copy, since a receiver that is called may have another fetch begin; none goes meanwhile.
std::vector<HttpFetch *> HttpFetcher::current() const
{
    std::vector<HttpFetch *> fetches;
    std::ranges::transform(m_fetches, std::back_inserter(fetches),
                           &std::unique_ptr<HttpFetch>::get);
    return fetches;
}

void HttpFetcher::setPaused(bool paused)
{
    m_isPaused = paused;
    for (HttpFetch *fetch : current()) {
        fetch->setPaused(paused);
    }
}

void HttpFetcher::step()
{
    for (HttpFetch *fetch : current()) {
        fetch->step();
    }
}

} // namespace thaw
